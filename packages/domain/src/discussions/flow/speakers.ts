import type { Speaker } from '@overmind/contracts/entities/discussion';
import { contentWords } from '../../requests/language/words.ts';
import { type DiscussionState, openConcerns, openQuestions } from '../state.ts';

/*
 * Who speaks next. Who has been silent for twice as many turns as there are speakers comes first, longest silence
 * first, so nobody starves. Otherwise points decide: asked an open question (4), spoken to by the last speaker (3, by
 * the facilitator 5), words of their field in what is open (up to 3), the facilitator while nothing is open (1), and
 * silence (up to 5, for a full round). Equal points: longest silence, then the order in which they were named. Nobody
 * speaks twice in a row. A turn that was passed over counts as one that was taken.
 */
const points = { asked: 4, spokenTo: 3, givenTheFloor: 5, field: 3, leads: 1, silence: 5 };

export function chooseSpeaker(state: DiscussionState): string {
  const last = talk(state).at(-1)?.speaker;
  const others = state.speakers.filter(({ key }) => key !== last);
  const eligible = others.length === 0 ? state.speakers : others;
  const open = openWords(state);
  const rated = eligible.map((speaker) => {
    const silence = silenceOf(state, speaker.key);
    return { key: speaker.key, silence, score: scoreOf(state, speaker, silence, open) };
  });
  const starving = rated.filter(({ silence }) => silence >= state.speakers.length * 2);
  const [first] =
    starving.length > 0
      ? starving.sort((one, other) => other.silence - one.silence)
      : rated.sort((one, other) => other.score - one.score || other.silence - one.silence);
  return first?.key ?? state.facilitator;
}

/** Who answers the user: who is named in what was said, else whose field it is, else the facilitator. */
export function chooseAnswerer(state: DiscussionState, said: string): string {
  const lower = said.toLowerCase();
  const named = state.speakers
    .map(({ key, name }) => ({ key, at: firstPlace(lower, [key, name.toLowerCase()]) }))
    .filter(({ at }) => at >= 0)
    .sort((one, other) => one.at - other.at)[0];
  if (named !== undefined) return named.key;
  const words = new Set(contentWords(said));
  const [best] = state.speakers
    .map((speaker) => ({ key: speaker.key, field: fieldPoints(speaker, words) }))
    .sort((one, other) => other.field - one.field);
  return best !== undefined && best.field > 0 ? best.key : state.facilitator;
}

function firstPlace(text: string, names: readonly string[]): number {
  const places = names.map((name) => text.indexOf(name)).filter((at) => at >= 0);
  return places.length === 0 ? -1 : Math.min(...places);
}

const talk = ({ turns }: DiscussionState) => turns.filter(({ purpose }) => purpose === 'discuss');

/** How many turns of the discussion were others' since their last one. */
function silenceOf(state: DiscussionState, key: string): number {
  const turns = talk(state);
  return turns.length - 1 - turns.findLastIndex(({ speaker }) => speaker === key);
}

function openWords(state: DiscussionState): ReadonlySet<string> {
  const open = [...openQuestions(state), ...openConcerns(state)];
  return new Set(open.flatMap(({ content }) => contentWords(content)));
}

function scoreOf(
  state: DiscussionState,
  speaker: Speaker,
  silence: number,
  open: ReadonlySet<string>,
): number {
  const { key } = speaker;
  const last = state.messages.findLast(({ by }) => by !== null);
  const said = last?.message;
  const isSpokenTo = (said?.type === 'question' || said?.type === 'response') && said.to === key;
  const floor = last?.by === state.facilitator ? points.givenTheFloor : points.spokenTo;
  return (
    (openQuestions(state).some(({ to }) => to === key) ? points.asked : 0) +
    (isSpokenTo ? floor : 0) +
    fieldPoints(speaker, open) +
    (key === state.facilitator && open.size === 0 ? points.leads : 0) +
    Math.min(points.silence, Math.floor((silence * points.silence) / state.speakers.length))
  );
}

const fieldPoints = ({ topics }: Speaker, words: ReadonlySet<string>): number =>
  Math.min(points.field, topics.flatMap(contentWords).filter((word) => words.has(word)).length);
