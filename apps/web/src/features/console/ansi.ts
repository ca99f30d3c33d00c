import type { LogLine } from '@overmind/contracts/entities/run';
import { makeVisible } from '@overmind/domain/text/make-visible';
import Anser from 'anser';
import type { CSSProperties } from 'react';
import { keepColours, shownCharacters } from './clean-line.ts';

export interface Segment {
  text: string;
  style: CSSProperties | undefined;
  isMadeVisible: boolean;
}
export interface ParsedLine {
  segments: Segment[];
  cutCharacters: number;
}

const parsed = new WeakMap<LogLine, ParsedLine>();

/** A line as coloured pieces; only lines on screen are ever parsed, each once. */
export function parseLine(line: LogLine): ParsedLine {
  const known = parsed.get(line);
  if (known !== undefined) return known;
  const fresh = parseMessage(line.message);
  parsed.set(line, fresh);
  return fresh;
}

export function parseMessage(message: string): ParsedLine {
  const coloured = keepColours(message);
  const shown = coloured.slice(0, shownCharacters);
  const chunks = shown.includes('\u001b')
    ? Anser.ansiToJson(shown, { json: true, use_classes: true, remove_empty: true })
    : [{ content: shown, ...plain }];
  const segments = chunks.flatMap((chunk) => {
    const style = styleOf(chunk);
    return makeVisible(chunk.content).map((piece) => ({ ...piece, style }));
  });
  return { segments, cutCharacters: coloured.length - shown.length };
}

type Chunk = Pick<Anser.AnserJsonEntry, 'fg' | 'bg' | 'fg_truecolor' | 'bg_truecolor' | 'decorations'>;
const plain: Chunk = { fg: '', bg: '', fg_truecolor: '', bg_truecolor: '', decorations: [] };

const decorations: Partial<Record<Chunk['decorations'][number], CSSProperties>> = {
  bold: { fontWeight: 600 },
  dim: { opacity: 0.8 },
  italic: { fontStyle: 'italic' },
  underline: { textDecoration: 'underline' },
  strikethrough: { textDecoration: 'line-through' },
};

function styleOf(chunk: Chunk): CSSProperties | undefined {
  const isReverse = chunk.decorations.includes('reverse');
  const [front, back] = isReverse ? [chunk.bg, chunk.fg] : [chunk.fg, chunk.bg];
  const color = colourOf(front, isReverse ? chunk.bg_truecolor : chunk.fg_truecolor);
  const tint = colourOf(back, isReverse ? chunk.fg_truecolor : chunk.bg_truecolor);
  if (color === undefined && tint === undefined && chunk.decorations.length === 0) return undefined;
  return {
    ...Object.assign({}, ...chunk.decorations.map((name) => decorations[name] ?? {})),
    ...(color === undefined ? {} : { color }),
    // A tint, not the colour itself: text stays readable whatever a program paints behind it.
    ...(tint === undefined ? {} : { backgroundColor: `color-mix(in oklab, ${tint} 22%, transparent)` }),
  };
}

const basic = /^ansi-(?:bright-)?(black|red|green|yellow|blue|magenta|cyan|white)$/;

function colourOf(name: string | null, trueColour: string | null): string | undefined {
  const found = name === null ? null : basic.exec(name);
  if (found !== null) return `var(--ansi-${found[1]})`;
  const rgb = name === 'ansi-truecolor' ? trueColour : paletteColour(name);
  // Drawn towards the ink, so that it can be read in either theme.
  return rgb === null || rgb === undefined ? undefined : `color-mix(in oklab, rgb(${rgb}) 55%, var(--ink))`;
}

/** The 256-colour palette: 16 named, a 6×6×6 cube, 24 greys. */
function paletteColour(name: string | null): string | undefined {
  const index = Number(/^ansi-palette-(\d+)$/.exec(name ?? '')?.[1] ?? Number.NaN);
  if (Number.isNaN(index) || index < 16) return undefined;
  if (index >= 232)
    return Array(3)
      .fill(8 + (index - 232) * 10)
      .join(', ');
  const cube = index - 16;
  const level = (value: number) => (value === 0 ? 0 : 55 + value * 40);
  return [Math.floor(cube / 36), Math.floor(cube / 6) % 6, cube % 6].map(level).join(', ');
}
