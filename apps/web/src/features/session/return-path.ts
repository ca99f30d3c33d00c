const signInPath = '/sign-in';

/** Only paths of this site: an absolute or protocol-relative address would let a link lead away after sign-in. */
export function safeReturnPath(wanted: string | null): string {
  if (wanted === null || !/^\/(?![/\\])/.test(wanted)) return '/projects';
  return wanted.startsWith(signInPath) || wanted.startsWith('/setup') ? '/projects' : wanted;
}

/** A full load on purpose: whatever the page held belongs to a session that has ended. */
export function goToSignIn(): void {
  const { pathname, search } = window.location;
  if (pathname.startsWith(signInPath) || pathname.startsWith('/setup')) return;
  window.location.replace(`${signInPath}?next=${encodeURIComponent(pathname + search)}`);
}
