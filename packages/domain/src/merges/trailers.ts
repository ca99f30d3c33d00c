const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

export interface Trailers {
  run: string | null;
  merge: string | null;
}

/** What the last paragraph of a commit's message says of the run and the merge that made it. */
export function readTrailers(message: string): Trailers {
  const last =
    message
      .trim()
      .split(/\n\s*\n/)
      .at(-1) ?? '';
  const read = (name: string): string | null => {
    const line = last.split('\n').find((each) => each.toLowerCase().startsWith(`${name}:`));
    const value =
      line
        ?.slice(name.length + 1)
        .trim()
        .toLowerCase() ?? '';
    return uuid.test(value) ? value : null;
  };
  return { run: read('overmind-run'), merge: read('overmind-merge') };
}
