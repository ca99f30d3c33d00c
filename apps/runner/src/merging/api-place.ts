import { isLocalAddress } from '@overmind/outbound/addresses';
import { ownerAndName, type Remote } from './remote.ts';

export interface ApiPlace {
  ok: true;
  /** Without a slash at its end. */
  base: string;
  owner: string;
  name: string;
  /** Whether it may be at an address that is not on the public internet. */
  mayBePrivate: boolean;
}

interface NoPlace {
  ok: false;
  detail: string;
}

/** Names the hosts whose API may be called though it is not the remote's own, or is at a private address. */
export const apiHostsVariable = 'RUNNER_API_HOSTS';

const no = (detail: string): NoPlace => ({ ok: false, detail });
const setting = '(merge.api_url)';

/**
 * Where the API of a remote is. It is told the token, so it is the remote's own host, that with `api.` before it, or
 * one that the person who runs the runner has named.
 */
export function findApi(
  apiUrl: string | null,
  remote: Extract<Remote, { ok: true }>,
  environment: Readonly<Record<string, string | undefined>>,
): ApiPlace | NoPlace {
  const named = ownerAndName(remote);
  if (named === null) return no('The address of the remote names no owner and repository.');
  const home = hostOf(remote);
  const text = apiUrl ?? (home === 'github.com' ? 'https://api.github.com' : null);
  if (text === null || !URL.canParse(text))
    return no(`Say in the project settings where the API of this remote is ${setting}.`);
  const url = new URL(text);
  const fault = findFault(url, text);
  if (fault !== null) return no(fault);
  const isListed = listed(environment).some((entry) => entry === url.hostname || entry === url.host);
  const own = home === null ? [] : [home, `api.${home}`];
  if (!isListed && !own.includes(url.hostname))
    return no(
      `${url.host} is not the host of the remote, so it is not told the token. If that is right, name it in ${apiHostsVariable} of the runner.`,
    );
  return { ok: true, base: text.replace(/\/+$/, ''), ...named, mayBePrivate: isListed };
}

function findFault(url: URL, text: string): string | null {
  if (url.username !== '' || url.password !== '')
    return `The address of the API holds a name or a password ${setting}. Leave them out; the token is enough.`;
  // A bare one is no part of what was parsed, and still changes what is put behind it.
  if (/[?#]/.test(text)) return `The address of the API holds a "?" or a "#" ${setting}. Leave that out.`;
  const isLoopback = url.hostname === 'localhost' || isLocalAddress(url.hostname.replace(/^\[|\]$/g, ''));
  if (url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback)) return null;
  return `${url.origin} would be told the token in the clear. Give an https address ${setting}.`;
}

/** Without its port, as a URL writes it. */
function hostOf({ host }: Extract<Remote, { ok: true }>): string | null {
  if (host === null || !URL.canParse(`https://${host}`)) return null;
  return new URL(`https://${host}`).hostname;
}

const listed = (environment: Readonly<Record<string, string | undefined>>): string[] =>
  (environment[apiHostsVariable] ?? '')
    .split(',')
    .map((entry) => entry.trim().toLowerCase())
    .filter((entry) => entry !== '');
