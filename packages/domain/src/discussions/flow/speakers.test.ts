import { describe, expect, it } from 'vitest';
import { asked, asks, hold, type Log, said, sayNext } from '../test-support/driver.ts';
import { sensible, unlike } from '../test-support/voices.ts';

const begun = (): Log => hold({ voices: () => sensible, until: asks('discuss') });
const nextSpeaker = (log: Log): string | undefined => asked(log)[0]?.speaker;

describe('the next speaker', () => {
  it('is the facilitator, while nothing is open', () => {
    expect(nextSpeaker(begun())).toBe('project_manager');
  });

  it('is who was asked a question', () => {
    const log = begun();
    sayNext(log, said({ type: 'question', content: 'Is it so?', to: 'creative_strategist' }));
    expect(nextSpeaker(log)).toBe('creative_strategist');
  });

  it('is whose field an open question is of', () => {
    const log = begun();
    sayNext(
      log,
      said({ type: 'question', content: 'Which edge case breaks the test, and what is the risk?' }),
    );
    expect(nextSpeaker(log)).toBe('quality_assurance');
  });

  it('is who was given the floor by the facilitator', () => {
    const log = begun();
    sayNext(log, said({ type: 'response', content: 'Your turn.', to: 'resource_coordinator' }));
    expect(nextSpeaker(log)).toBe('resource_coordinator');
  });

  it('is never the last one again', () => {
    const log = begun();
    const first = sayNext(log, (turn) => said({ type: 'question', content: unlike(turn), to: turn.speaker }));
    expect(nextSpeaker(log)).not.toBe(first.speaker);
  });

  it('is who has been silent for long, though two ask each other all the time', () => {
    const log = hold({ voices: () => sensible, settings: { stuck_after: 50 }, until: asks('discuss') });
    const heard: string[] = [];
    while (heard.length < 15) {
      const { speaker, purpose } = sayNext(log, (turn) =>
        turn.purpose === 'summarise'
          ? (sensible(turn, log.state) ?? '')
          : said({ type: 'question', content: `And ${unlike(turn)}?`, to: partnerOf(turn.speaker) }),
      );
      if (purpose === 'discuss') heard.push(speaker);
    }
    expect(heard.slice(0, 4)).toEqual([
      ...['project_manager', 'technical_architect', 'project_manager', 'technical_architect'],
    ]);
    expect(new Set(heard).size).toBe(5);
  });
});

const partnerOf = (speaker: string): string =>
  speaker === 'project_manager' ? 'technical_architect' : 'project_manager';
