/** As a person would type it, shortened. */
export function shownCommand(run: readonly string[]): string {
  const text = run.map((part) => (/^[\w@%+=:,./-]+$/.test(part) ? part : JSON.stringify(part))).join(' ');
  return text.length > 120 ? `${text.slice(0, 117)}…` : text;
}
