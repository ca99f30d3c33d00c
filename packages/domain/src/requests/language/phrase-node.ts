export type Node =
  | { kind: 'word'; word: string }
  | { kind: 'slot'; name: string }
  | { kind: 'choice'; ways: readonly (readonly Node[])[] };
