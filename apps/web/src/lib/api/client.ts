import { Client, routeUrl } from '@overmind/client/http';
import type { AnyRoute } from '@overmind/contracts/routes/route';

/** The page's own origin serves the API; the session cookie signs in. */
export const api = new Client({ baseUrl: '' });

/** Its calls go on when the page is left. Browsers allow them 64 KiB of body in all, so they are for short words. */
export const partingApi = new Client({
  baseUrl: '',
  fetch: (address, init) => fetch(address, { ...init, keepalive: true }),
});

/** For links that the browser follows itself, such as downloads. */
export const addressOf = (
  route: AnyRoute,
  params: Record<string, string>,
  query: Record<string, string> = {},
): string => routeUrl('', route, { params, query });

/** `crypto.randomUUID` is missing on plain HTTP outside of loopback, `getRandomValues` is not. */
export function newIdempotencyKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
