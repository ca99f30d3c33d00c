import { Terminal } from '@xterm/xterm';

const colourOf = (element: HTMLElement, name: string): string =>
  getComputedStyle(element).getPropertyValue(name).trim();

/** A screen in `element` on which nothing that is shown can set the title, write the clipboard or make links. */
export function makeScreen(
  element: HTMLElement,
  options: { cols?: number; rows?: number; isReadOnly?: boolean } = {},
): Terminal {
  const { isReadOnly = false, ...size } = options;
  const screen = new Terminal({
    ...size,
    fontFamily: 'ui-monospace, SFMono-Regular, Menlo, Consolas, monospace',
    fontSize: 13,
    scrollback: 5_000,
    screenReaderMode: true,
    disableStdin: isReadOnly,
    theme: {
      background: colourOf(element, '--terminal-background') || '#0d1117',
      foreground: colourOf(element, '--terminal-foreground') || '#e6edf3',
    },
  });
  screen.open(element);
  for (const code of [0, 1, 2, 8, 52]) screen.parser.registerOscHandler(code, () => true);
  return screen;
}
