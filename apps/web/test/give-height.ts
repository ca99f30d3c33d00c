const heights = ['offsetHeight', 'clientHeight'] as const;

/** The test's page has no layout, so lists that draw what is in sight are told how much that is; the answer ends it. */
export function giveHeight(heightPx: number): () => void {
  const before = heights.map((name) => Object.getOwnPropertyDescriptor(HTMLElement.prototype, name));
  for (const name of heights)
    Object.defineProperty(HTMLElement.prototype, name, {
      configurable: true,
      get(this: HTMLElement) {
        return this.dataset['index'] === undefined ? heightPx : 40;
      },
    });
  return () => {
    heights.forEach((name, index) => {
      const known = before[index];
      if (known === undefined) Reflect.deleteProperty(HTMLElement.prototype, name);
      else Object.defineProperty(HTMLElement.prototype, name, known);
    });
  };
}
