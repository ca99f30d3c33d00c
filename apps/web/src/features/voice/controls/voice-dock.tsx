'use client';
import { useView } from '#features/project/project-context.tsx';
import { cn } from '#lib/class-names.ts';
import { voice as text } from '#text/voice.ts';
import type { VoiceSession } from '../session/voice-session.ts';
import { silent, type VoiceState } from '../session/voice-state.ts';
import { useSpokenReplies } from '../speaking/use-spoken-replies.ts';
import { useVoice } from '../voice-store.ts';
import { DockActs } from './dock-acts.tsx';
import { LevelMeter } from './level-meter.tsx';
import { PartialText } from './partial-text.tsx';
import { TroubleHelp } from './trouble-help.tsx';

/** What the microphone does, in words and drawn, and how to change that. */
export function VoiceDock({ conversationId }: { conversationId: string }) {
  const { session, speaker, state } = useVoice();
  const isSpoken = useView((view) => view.project.settings.voice.synthesis);
  useSpokenReplies(conversationId, isSpoken ? speaker : null);
  const shown = state ?? silent;
  const isQuiet = isResting(shown) && shown.notice === null;
  return (
    <div className={cn('mb-2 rounded-lg border bg-raised px-2.5 py-2', isQuiet && 'sr-only')}>
      <p role="status" className="sr-only">
        {isResting(shown) ? '' : wordsOf(shown)}
      </p>
      {isQuiet || session === null ? null : <Shown session={session} state={shown} />}
    </div>
  );
}

const isResting = ({ phase, isNothingHeard, speechProblem }: VoiceState): boolean =>
  phase === 'idle' && !isNothingHeard && speechProblem === null;

function wordsOf(state: VoiceState): string {
  const { phase, mode, isLineLost, isHearingLoading, isHearingLost, isNothingHeard } = state;
  if (isLineLost) return phase === 'understanding' ? text.lineLostAfter : text.lineLost;
  const isListening = phase === 'listening' || phase === 'hearing';
  if (isHearingLoading && isListening) return text.gettingReady;
  if (isHearingLoading && phase === 'understanding') return text.gettingReadyAfter;
  if (isHearingLost && isListening) return text.hearingLost;
  if (phase === 'idle' && isNothingHeard) return text.nothingHeard;
  if (phase === 'listening' && mode === 'hands_free') return text.waiting;
  if (phase === 'listening' && mode === 'tapped') return text.listeningOnce;
  return text.phases[phase];
}

interface ShownProps {
  session: VoiceSession;
  state: VoiceState;
}

function Shown({ session, state }: ShownProps) {
  const { phase, problem, notice } = state;
  if (phase === 'trouble' && problem !== null)
    return <TroubleHelp problem={problem} session={session} onClose={() => session.end()} />;
  return (
    <div className="space-y-2">
      {notice === null ? null : (
        <TroubleHelp isAside problem={notice} session={session} onClose={() => session.readNotice()} />
      )}
      {isResting(state) ? null : <Going session={session} state={state} />}
    </div>
  );
}

/** Only where it leaves the server. */
function Service() {
  const service = useVoice((store) => store.service);
  return service === null ? null : <p className="text-review text-xs">{text.service(service)}</p>;
}

const Going = ({ session, state }: ShownProps) => (
  <div className="space-y-1.5">
    <div className="flex items-center gap-2">
      {state.isMicrophoneOn ? (
        <>
          <span className="size-2 shrink-0 animate-pulse rounded-full bg-failed" title={text.microphoneOn} />
          <LevelMeter level={session.level} />
        </>
      ) : null}
      <p aria-hidden className="min-w-0 flex-1 text-ink-2 text-xs">
        {wordsOf(state)}
      </p>
    </div>
    {state.isMicrophoneOn ? <Service /> : null}
    <PartialText text={state.text} stableChars={state.stableChars} />
    {state.speechProblem === null ? null : (
      <p role="alert" className="text-failed text-xs">
        {text.speechProblem(state.speechProblem)}
      </p>
    )}
    <DockActs session={session} state={state} />
  </div>
);
