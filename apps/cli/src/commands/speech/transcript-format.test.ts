import { expect, test } from 'vitest';
import { type Format, writings } from './transcript-format.ts';

const segments = [
  { start_s: 0.5, end_s: 61.25, text: 'A <b> & --> B\u001b[2J\n\nnext', confidence: 0.5 },
  { start_s: 3661.0004, end_s: 3662, text: 'Done.', confidence: 1 },
];

function write(format: Format): string {
  const { begin, segment, end } = writings[format];
  return (
    begin + segments.map(segment).join('') + end({ language: 'en', durationS: 4000, isComplete: false }, 2)
  );
}

test('numbers subtitles and keeps whatever was said inside its cue', () => {
  expect(write('srt')).toBe(
    '1\n00:00:00,500 --> 00:01:01,250\nA <b> & → B next\n\n2\n01:01:01,000 --> 01:01:02,000\nDone.\n\n',
  );
});

test('escapes what WebVTT takes for markup', () => {
  expect(write('vtt')).toBe(
    'WEBVTT\n\n00:00:00.500 --> 00:01:01.250\nA &lt;b> &amp; → B next\n\n01:01:01.000 --> 01:01:02.000\nDone.\n\n',
  );
});

test('writes one JSON document', () => {
  expect(JSON.parse(write('json'))).toEqual({
    segments,
    language: 'en',
    duration_s: 4000,
    is_complete: false,
  });
  const { begin, end } = writings.json;
  const empty = JSON.parse(begin + end({ language: 'en', durationS: null, isComplete: true }, 0));
  expect(empty.segments).toEqual([]);
});

test('steers no terminal', () => {
  expect(write('text')).toBe('A <b> & --> B\n\nnext\nDone.\n');
});
