/** Ask the server. */

import { KATA } from "./kata.js";

/** The server cannot be reached; what was asked may be asked again. */
export class Unreachable extends Error {}

/** Return the code and the answer to a request; `body` makes it one that changes something. */
export const ask = (address, body) => answered(address, body && posted("application/json", JSON.stringify(body)));

/** Ask; where nobody answers, that is the answer. */
export async function tried(address, body) {
  try {
    return await ask(address, body);
  } catch (error) {
    if (!(error instanceof Unreachable)) throw error;
    return { code: 0, told: { pesan: KATA.terputus } };
  }
}

/** Ask for what the page can do without; return the answer, null where there is none. */
export async function askFor(address) {
  const { code, told } = await tried(address);
  return code === 200 ? told : null;
}

/** Send a file as it is; return the code and the answer. */
export const send = (address, file) => answered(address, posted("application/octet-stream", file));

/** Put a picture at `address`; return the code and the answer. */
export const put = (address, picture) => answered(address, { method: "PUT", headers: { "content-type": picture.type }, body: picture });

const posted = (kind, body) => ({ method: "POST", headers: { "content-type": kind }, body });

async function answered(address, how) {
  let response;
  try {
    response = await fetch(address, how);
  } catch (error) {
    throw new Unreachable(String(error));
  }
  const isJson = response.headers.get("content-type")?.startsWith("application/json");
  return { code: response.status, told: isJson ? await response.json() : {} };
}
