import { expect, test } from 'vitest';
import { readTranscription } from './transcription.ts';

/** Of a part of a recording that begins at 240 s and is ten seconds long. */
const read = (answer: object) => {
  const { segments } = readTranscription(Buffer.from(JSON.stringify(answer)), 240, 250, 'http://service');
  return segments.map(({ text, words }) => [
    text,
    words?.map((word) => [word.text, word.start_s, word.end_s]),
  ]);
};

test('places words that are told beside the segments in theirs, as OpenAI tells them', () => {
  const answer = {
    segments: [
      { start: 0, end: 1.5, text: ' Run the tests.' },
      { start: 2, end: 4, text: ' Then stop.' },
    ],
    words: [
      { word: 'Run', start: 0, end: 0.5 },
      { word: 'the', start: 0.5, end: 0.75 },
      { word: 'tests', start: 0.75, end: 1.75 },
      { word: 'Then', start: 1.75, end: 2.5 },
      { word: 'stop', start: 2.5, end: 3 },
    ],
  };
  const first = [
    ['Run', 240, 240.5],
    ['the', 240.5, 240.75],
    ['tests', 240.75, 241.5],
  ];
  const second = [
    ['Then', 242, 242.5],
    ['stop', 242.5, 243],
  ];
  expect(read(answer)).toEqual([
    ['Run the tests.', first],
    ['Then stop.', second],
  ]);
});

test('takes the words that stand in a segment, and those beside it no second time, as faster-whisper tells them', () => {
  const words = [
    { word: ' Step', start: 0, end: 0.5, probability: 0.9 },
    { word: '-by', start: 0.5, end: 0.75, probability: 0.9 },
    { word: ' step.', start: 0.75, end: 1, probability: 0.9 },
  ];
  const segments = [{ start: 0, end: 1, text: ' Step-by step.', words }];
  const told = [
    ['Step-by', 240, 240.75],
    ['step.', 240.75, 241],
  ];
  expect(read({ segments, words })).toEqual([['Step-by step.', told]]);
});

test('makes words of their parts, as whisper.cpp tells them', () => {
  const words = [
    { word: ' Al', start: 0, end: 0.25, t_dtw: -0.01 },
    { word: 'der', start: 0.25, end: 0.5, t_dtw: -0.01 },
    { word: ' stops', start: 0.5, end: 1, t_dtw: -0.01 },
    { word: '.', start: 1, end: 1, t_dtw: -0.01 },
  ];
  const told = [
    ['Alder', 240, 240.5],
    ['stops.', 240.5, 241],
  ];
  expect(read({ segments: [{ start: 0, end: 1, text: ' Alder stops.', words }] })).toEqual([
    ['Alder stops.', told],
  ]);
});

test('leads no word out of the recording or back in time, whatever a service tells', () => {
  const words = [
    { word: 'Go', start: -1, end: 0.5 },
    { word: 'on', start: 12, end: 3 },
    { word: ' ', start: 3, end: 4 },
  ];
  const told = [
    ['Go', 240, 240.5],
    ['on', 250, 250],
  ];
  expect(read({ text: 'Go on', words })).toEqual([['Go on', told]]);
});

test.each([[[{ word: 'Hello' }]], [[{ word: 'Hello', start: null, end: 1 }]], ['Hello'], [null], [[]]])(
  'keeps the text where words are told as %j',
  (words) => {
    const answer = { segments: [{ start: 0, end: 1, text: 'Hello.', words }], words };
    expect(read(answer)).toEqual([['Hello.', undefined]]);
  },
);
