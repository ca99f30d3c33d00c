const heights = ['offsetHeight', 'clientHeight'] as const;

/**
 * The test's page has no layout, so lists that draw what is in sight are told how much that is, and how tall each row;
 * the answer ends it.
 */
export function giveHeight(heightPx: number, rowPx: (row: HTMLElement) => number = () => 40): () => void {
  const before = heights.map((name) => Object.getOwnPropertyDescriptor(HTMLElement.prototype, name));
  for (const name of heights)
    Object.defineProperty(HTMLElement.prototype, name, {
      configurable: true,
      get(this: HTMLElement) {
        return this.dataset['index'] === undefined ? heightPx : rowPx(this);
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
