/** Ask the server. */

/** The server cannot be reached; what was asked may be asked again. */
export class Unreachable extends Error {}

/** Return the code and the answer to a request; `body` makes it one that changes something. */
export async function ask(address, body) {
  const how = body && {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  };
  let response;
  try {
    response = await fetch(address, how);
  } catch (error) {
    throw new Unreachable(String(error));
  }
  const isJson = response.headers.get("content-type")?.startsWith("application/json");
  return { code: response.status, told: isJson ? await response.json() : {} };
}
