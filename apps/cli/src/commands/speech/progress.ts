const everyMs = 200;

export interface HeardProgress {
  heard: (seconds: number) => void;
  end: () => void;
}

/** How much was heard, on one line of standard error; silent where that is no terminal. */
export function showHeard(totalS: number | null): HeardProgress {
  const isShown = process.stderr.isTTY === true;
  let shownAt = 0;
  let hasShown = false;
  return {
    heard(seconds) {
      const now = performance.now();
      if (!isShown || now - shownAt < everyMs) return;
      shownAt = now;
      hasShown = true;
      const of = totalS === null ? '' : ` of ${minutes(totalS)}`;
      process.stderr.write(`\r\u001b[Kheard ${minutes(seconds)}${of}`);
    },
    end() {
      if (hasShown) process.stderr.write('\r\u001b[K');
      hasShown = false;
    },
  };
}

/** As `1:02:03`, or `2:03` below an hour. */
function minutes(seconds: number): string {
  const whole = Math.round(seconds);
  const two = (value: number): string => String(value).padStart(2, '0');
  const hours = Math.floor(whole / 3600);
  const rest = Math.floor(whole / 60) % 60;
  return hours > 0 ? `${hours}:${two(rest)}:${two(whole % 60)}` : `${rest}:${two(whole % 60)}`;
}
