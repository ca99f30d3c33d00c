const name = 'overmind:listening';

interface Taking {
  /** Whoever has it loses it. */
  takesOver: boolean;
  /** Asked when its turn comes: what was taken back meanwhile takes nothing from another window. */
  isMeant: () => boolean;
  /** Another window has taken it over. */
  onTaken: () => void;
}

interface Taken {
  /** Null where another window has it, or it is not meant any more. */
  giveBack: (() => void) | null;
  over: Promise<void>;
}

const notTaken: Taken = { giveBack: null, over: Promise.resolve() };
const ofEveryWindow: Taken = { giveBack: () => undefined, over: Promise.resolve() };

/**
 * The right to listen, which one window of a browser has at a time: two would hear everything twice, and have it done
 * twice. It ends with its window. A browser without locks, as on plain HTTP, gives it to every window.
 */
export class SoleListener {
  #before: Promise<void> = Promise.resolve();

  /** What it gives is called to give it back; null where it is not had. What was taken before is given back first. */
  async take(taking: Taking): Promise<(() => void) | null> {
    const taken = this.#before.then(() => (taking.isMeant() ? ask(taking) : notTaken));
    this.#before = taken.then(({ over }) => over);
    return (await taken).giveBack;
  }
}

function ask({ takesOver, onTaken }: Taking): Promise<Taken> {
  const locks = navigator.locks as LockManager | null | undefined;
  if (locks == null) return Promise.resolve(ofEveryWindow);
  return new Promise((resolve) => {
    let isGiven = false;
    let giveBack = (): void => undefined;
    const kept = new Promise<void>((release) => {
      giveBack = release;
    });
    const options = takesOver ? { steal: true } : { ifAvailable: true };
    const over: Promise<void> = locks
      .request(name, options, (lock) => {
        isGiven = lock !== null;
        resolve({ giveBack: isGiven ? giveBack : null, over });
        return isGiven ? kept : undefined;
      })
      .then(
        () => undefined,
        () => {
          if (isGiven) onTaken();
          else resolve(ofEveryWindow);
        },
      );
  });
}
