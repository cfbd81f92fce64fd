/** What the server tells by itself: another program changed something, or the page stops. */

/** Call what `heard` holds for each kind of event; return what ends the listening. */
export function listening(heard) {
  const source = new EventSource("/api/kejadian");
  for (const [kind, hear] of Object.entries(heard)) {
    source.addEventListener(kind, (event) => hear(JSON.parse(event.data)));
  }
  return () => source.close();
}
