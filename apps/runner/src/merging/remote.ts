import { realpath } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { type GitPlace, tryGit } from '../workspace/git.ts';
import type { AllowedRoots } from '../workspace/roots.ts';

export type Remote =
  | { ok: true; kind: 'https' | 'ssh' | 'local'; url: string; host: string | null; path: string }
  | { ok: false; detail: string };

const nameForm = /^[A-Za-z0-9][\w.-]*$/;
const scpForm = /^(?:[\w.-]+@)?([A-Za-z0-9][A-Za-z0-9.-]*):(?!\/\/)(.+)$/;

/**
 * Where a remote is: over https or ssh, or a folder of this machine under the allowed roots. Nothing else, since
 * other transports run programs or send in the clear.
 */
export async function findRemote(place: GitPlace, name: string, roots: AllowedRoots): Promise<Remote> {
  if (!nameForm.test(name)) return { ok: false, detail: `"${name}" is no name of a remote.` };
  const url = (await configured(place, name, 'pushurl')) ?? (await configured(place, name, 'url'));
  if (url === null) return { ok: false, detail: `This repository has no remote "${name}".` };
  return readRemote(url, roots, name);
}

async function configured(place: GitPlace, name: string, key: 'url' | 'pushurl'): Promise<string | null> {
  const values = await tryGit(['config', '--local', '--get-all', '-z', `remote.${name}.${key}`], place, {
    isRead: true,
  });
  return values?.split('\0').find((value) => value !== '') ?? null;
}

async function readRemote(url: string, roots: AllowedRoots, name: string): Promise<Remote> {
  const odd: Remote = {
    ok: false,
    detail: `The remote "${name}" is neither https, ssh nor a folder. Give it such an address.`,
  };
  if (/\p{Cc}/u.test(url) || url.startsWith('-') || /^[a-z0-9+.-]+::/i.test(url)) return odd;
  if (url.startsWith('/')) return localRemote(url, roots);
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(url)) {
    if (!URL.canParse(url)) return odd;
    const parsed = new URL(url);
    if (parsed.protocol === 'file:') return localRemote(fileURLToPath(parsed), roots);
    if (parsed.protocol !== 'https:' && parsed.protocol !== 'ssh:') return odd;
    if (parsed.hostname === '' || parsed.hostname.startsWith('-')) return odd;
    const kind = parsed.protocol === 'https:' ? 'https' : 'ssh';
    return { ok: true, kind, url, host: parsed.host, path: parsed.pathname };
  }
  const [, host, path] = scpForm.exec(url) ?? [];
  return host === undefined || path === undefined
    ? odd
    : { ok: true, kind: 'ssh', url, host, path: `/${path}` };
}

async function localRemote(path: string, roots: AllowedRoots): Promise<Remote> {
  const resolution = await roots.resolve(path);
  if (!resolution.ok) return { ok: false, detail: `The remote is a folder: ${resolution.detail}` };
  const real = await realpath(resolution.path);
  return { ok: true, kind: 'local', url: real, host: null, path: real };
}

/** Owner and name of a repository, as a GitHub-compatible API calls it; null for an odd path. */
export function ownerAndName(remote: Extract<Remote, { ok: true }>): { owner: string; name: string } | null {
  const [owner, name] = remote.path
    .replace(/\/+$/, '')
    .replace(/\.git$/, '')
    .split('/')
    .slice(-2);
  const isPlain = (part: string | undefined): part is string => part !== undefined && /^[\w.-]+$/.test(part);
  return isPlain(owner) && isPlain(name) ? { owner, name } : null;
}
