import type { Segment } from '@overmind/speech/recognition';
import { plainText } from '../../output/table.ts';

export const transcriptFormats = ['text', 'json', 'srt', 'vtt'] as const;
export type Format = (typeof transcriptFormats)[number];

export interface Ending {
  language: string;
  durationS: number | null;
  isComplete: boolean;
}

/** A transcript as text, written front to back, so that none of it has to be kept. */
interface Writing {
  begin: string;
  segment(segment: Segment, index: number): string;
  end(ending: Ending, count: number): string;
}

const two = (value: number): string => String(value).padStart(2, '0');

/** As `00:01:02,345`. */
function timestamp(seconds: number, comma: ',' | '.'): string {
  const ms = Math.round(seconds * 1000);
  const clock = [ms / 3_600_000, (ms / 60_000) % 60, (ms / 1000) % 60].map((part) => two(Math.floor(part)));
  return `${clock.join(':')}${comma}${String(ms % 1000).padStart(3, '0')}`;
}

const span = ({ start_s, end_s }: Segment, comma: ',' | '.'): string =>
  `${timestamp(start_s, comma)} --> ${timestamp(end_s, comma)}`;
/** An arrow would be read as times, and an empty line as the end of what is shown. */
const cueText = (text: string): string =>
  plainText(text).replaceAll('-->', '→').replaceAll(/\s+/g, ' ').trim();
const escaped = (text: string): string => cueText(text).replaceAll('&', '&amp;').replaceAll('<', '&lt;');

export const writings: Record<Format, Writing> = {
  text: { begin: '', segment: ({ text }) => `${plainText(text)}\n`, end: () => '' },
  srt: {
    begin: '',
    segment: (segment, index) => `${index + 1}\n${span(segment, ',')}\n${cueText(segment.text)}\n\n`,
    end: () => '',
  },
  vtt: {
    begin: 'WEBVTT\n\n',
    segment: (segment) => `${span(segment, '.')}\n${escaped(segment.text)}\n\n`,
    end: () => '',
  },
  json: {
    begin: '{\n  "segments": [',
    segment: (segment, index) => `${index === 0 ? '' : ','}\n    ${JSON.stringify(segment)}`,
    end: ({ language, durationS, isComplete }, count) =>
      `${count === 0 ? '' : '\n  '}],\n  "language": ${JSON.stringify(language)},\n` +
      `  "duration_s": ${JSON.stringify(durationS)},\n  "is_complete": ${isComplete}\n}\n`,
  },
};
