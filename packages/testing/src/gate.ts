export interface Gate {
  readonly opened: Promise<void>;
  open(): void;
}

/** Lets a test hold something back and let it go. */
export function createGate(): Gate {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}
