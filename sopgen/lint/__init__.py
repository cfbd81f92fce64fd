"""The reviewer: what a careful reader at the Bagian Organisasi would send back."""

from sopgen.lint.review import Choice, Remark, Task, errors_of, review

__all__ = ["Choice", "Remark", "Task", "errors_of", "review"]
