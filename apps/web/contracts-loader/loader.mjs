import { halve } from './halve.mjs';
import { lighten } from './lighten.mjs';
import { toJavaScript } from './pure.mjs';

/**
 * A loader for Turbopack: a file of the contracts as a browser needs it. What the contracts declare for servers and
 * for documentation is dead weight there, so of a route only where to call and how it answers is left, and of schemas
 * no descriptions. And each file comes in halves, so that a page loads zod only where it has something to check.
 */
export default function contractsLoader(source) {
  return forBrowsers(source, this.resourcePath, this.resourceQuery);
}

/** The JavaScript of the file at `path`, or of the half of it that `query` names. */
export function forBrowsers(source, path, query = '') {
  return toJavaScript(halve(lighten(source), path, query));
}
