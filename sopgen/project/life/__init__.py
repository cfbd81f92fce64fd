"""Where an SOP stands between its first draft and its revocation, and what comes next."""
