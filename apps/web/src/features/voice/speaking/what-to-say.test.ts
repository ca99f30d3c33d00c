import type { Message } from '@overmind/contracts/entities/conversation';
import { describe, expect, it } from 'vitest';
import { uuid } from '../../../../test/mock/fixtures/ids.ts';
import { messages } from '../../../../test/mock/fixtures/messages.ts';
import { runs } from '../../../../test/mock/fixtures/runs.ts';
import { endsListening, isForEar, isStillAsked, wordsFor } from './what-to-say.ts';

const own = uuid(9, 1);
const spoken = { ...(messages[0] as Message), recording: { id: own, start_ms: 0, end_ms: 900 } };
const typed = messages[0] as Message;
const answer = messages[1] as Message;
const question = messages[6] as Message;
const ofAgent: Message = { ...question, role: 'agent', sender_id: 'frontend' };
const outcome: Message = {
  ...answer,
  ...{ role: 'orchestrator', message_type: 'summary', parent_message_id: spoken.id },
  content: '**SHOP-1** is done. 3 tests passed.',
};
const usual = { replies: 'spoken' as const, isHandsFree: false, ownRecordings: new Set([own]) };

describe('isForEar', () => {
  it.each([
    ['an answer to what was spoken', answer, [spoken], usual, true],
    ['an answer to what was typed', answer, [typed], usual, false],
    ['an answer to what was typed after it', answer, [spoken, typed], usual, false],
    ['the outcome of what was spoken', outcome, [spoken, answer], usual, true],
    [
      'the outcome of what was spoken, whatever was typed since',
      outcome,
      [spoken, { ...typed, id: uuid(9, 3) }],
      usual,
      true,
    ],
    ['the outcome of what was typed', outcome, [typed], usual, false],
    [
      'the outcome of what was typed before one spoke',
      { ...outcome, parent_message_id: uuid(9, 3) },
      [{ ...typed, id: uuid(9, 3) }, spoken],
      usual,
      false,
    ],
    [
      'the outcome of what somebody else spoke',
      outcome,
      [spoken],
      { ...usual, ownRecordings: new Set<string>() },
      false,
    ],
    ['what an agent reports of it', { ...outcome, role: 'agent' as const }, [spoken], usual, false],
    [
      'an answer to what somebody else spoke',
      answer,
      [spoken],
      { ...usual, ownRecordings: new Set<string>() },
      false,
    ],
    ['what one says oneself', spoken, [], { ...usual, replies: 'always' as const }, false],
    ['any answer, where that is wanted', answer, [typed], { ...usual, replies: 'always' as const }, true],
    [
      'none, where that is wanted',
      question,
      [spoken],
      { ...usual, replies: 'never' as const, isHandsFree: true },
      false,
    ],
    [
      'nothing where silence was asked for',
      { ...answer, links: { ...answer.links, silence: 'voice' as const } },
      [spoken],
      { ...usual, replies: 'always' as const },
      false,
    ],
    ['a question of an agent, hands-free', ofAgent, [typed], { ...usual, isHandsFree: true }, true],
    ['a question of an agent otherwise', ofAgent, [spoken], usual, false],
  ])('%s', (_name, message, before, listening, isSaid) => {
    expect(isForEar(message, before, listening)).toBe(isSaid);
  });
});

describe('endsListening', () => {
  const deaf: Message = {
    ...answer,
    parent_message_id: spoken.id,
    links: { ...answer.links, silence: 'microphone' },
  };
  it.each([
    ['where who listens asked for it', deaf, usual.ownRecordings, true],
    ['not where somebody else did', deaf, new Set<string>(), false],
    [
      'not where only silence was asked for',
      { ...deaf, links: { ...deaf.links, silence: 'voice' as const } },
      usual.ownRecordings,
      false,
    ],
    ['not by any other answer', { ...answer, parent_message_id: spoken.id }, usual.ownRecordings, false],
  ])('%s', (_name, message, own, ends) => {
    expect(endsListening(message, [spoken], own)).toBe(ends);
  });
});

describe('wordsFor', () => {
  it('says who asks and the choices by the numbers that the screen has', () => {
    const said = wordsFor(ofAgent);
    expect(said).toMatch(/^frontend asks: Which one do you mean\?/i);
    expect(said).toMatch(/You can say: one, .*; two, /);
    expect(said).not.toMatch(/[*`]/);
  });

  it('leaves out how the answer came about, which the screen shows', () => {
    const links = { ...answer.links, note: 'Planned by rules, without a model: it was busy.' };
    expect(wordsFor({ ...answer, links })).toBe(wordsFor(answer));
  });

  it('is written for the ear', () => {
    expect(wordsFor(messages[3] as Message)).not.toMatch(/[*`]/);
  });
});

describe('isStillAsked', () => {
  const none = { runs: [], messages: [typed, ofAgent] };

  it('ends with whatever a person says after it', () => {
    expect(isStillAsked(ofAgent, none)).toBe(true);
    expect(isStillAsked(ofAgent, { ...none, messages: [typed, ofAgent, { ...typed, id: 'later' }] })).toBe(
      false,
    );
  });

  it('lasts for what an agent asks leave for as long as its run waits, whatever is said', () => {
    const [run] = runs;
    const links = { ...ofAgent.links, permission_id: uuid(9, 2) };
    const leave: Message = { ...ofAgent, links, related_task_id: run?.task_id ?? null };
    const messages = [leave, { ...typed, id: 'later' }];
    const waiting = (is_waiting: boolean) => runs.slice(0, 1).map((each) => ({ ...each, is_waiting }));
    expect(isStillAsked(leave, { messages, runs: waiting(true) })).toBe(true);
    expect(isStillAsked(leave, { messages, runs: waiting(false) })).toBe(false);
  });
});
