'use client';
import { CircleAlert, Info, X } from 'lucide-react';
import Link from 'next/link';
import { Button } from '#components/ui/button.tsx';
import { useProjectScope } from '#features/project/project-context.tsx';
import { recordingPath, recordingsPath } from '#features/recordings/recordings-path.ts';
import { cn } from '#lib/class-names.ts';
import { common } from '#text/common.ts';
import { voice as text } from '#text/voice.ts';
import { troubleWords } from '#text/voice-trouble.ts';
import type { VoiceSession } from '../session/voice-session.ts';
import type { VoiceProblem } from '../session/voice-state.ts';
import { useVoice } from '../voice-store.ts';
import { SayKept } from './say-kept.tsx';

interface TroubleHelpProps {
  problem: VoiceProblem;
  session: VoiceSession;
  /** Something else goes on beside it. */
  isAside?: boolean;
  onClose(): void;
}

const harmless: ReadonlySet<VoiceProblem['kind']> = new Set(['elsewhere', 'hidden', 'not_dropped']);

/** What went wrong, where what was said is kept, and what helps. */
export function TroubleHelp({ problem, session, isAside = false, onClose }: TroubleHelpProps) {
  const { title, hint } = troubleWords(problem);
  const isHarmless = harmless.has(problem.kind);
  const Icon = isHarmless ? Info : CircleAlert;
  const heard = 'text' in problem ? problem.text : '';
  const keptId = 'recordingId' in problem ? problem.recordingId : null;
  return (
    <div
      role={isHarmless ? 'status' : 'alert'}
      className={cn('space-y-2 text-sm', isAside && 'not-last:border-b not-last:pb-2')}
    >
      <div className="flex items-start gap-2">
        <Icon
          className={cn('mt-0.5 size-4 shrink-0', isHarmless ? 'text-ink-2' : 'text-failed')}
          aria-hidden
        />
        <p className={cn('min-w-0 flex-1 font-medium', isHarmless ? 'text-ink' : 'text-failed')}>{title}</p>
        <Button
          size="icon"
          look="quiet"
          aria-label={common.dismiss}
          title={common.dismiss}
          onClick={onClose}
          className="-mt-1 -mr-1 max-md:-mt-3 max-md:-mr-2.5"
        >
          <X aria-hidden />
        </Button>
      </div>
      {heard === '' ? null : (
        <blockquote className="max-h-24 overflow-y-auto border-l-2 pl-2 text-ink-2 [overflow-wrap:anywhere]">
          {heard}
        </blockquote>
      )}
      {hint === '' ? null : <p className="text-ink-2 text-xs">{hint}</p>}
      <div className="flex flex-wrap gap-1.5">
        {heard === '' || keptId === null ? null : <SayKept recordingId={keptId} onSaid={onClose} />}
        <Retry problem={problem} session={session} />
        <KeptLink problem={problem} keptId={keptId} />
      </div>
    </div>
  );
}

const retryWords: Partial<Record<VoiceProblem['kind'], string>> = {
  no_hands_free: text.speakByTap,
  hidden: text.turnOnAgain,
  elsewhere: text.listenHere,
};

/** As it was to be listened here; no button of this kind is held. */
function retry(session: VoiceSession, problem: VoiceProblem): Promise<void> {
  if (problem.kind !== 'elsewhere') return session.press('tapped');
  return session.press(problem.mode === 'held' ? 'tapped' : problem.mode, true);
}

function Retry({ problem, session }: Pick<TroubleHelpProps, 'problem' | 'session'>) {
  const isOn = useVoice(({ state }) => state?.isMicrophoneOn === true);
  if (isOn || problem.kind === 'not_dropped') return null;
  const usual = 'recordingId' in problem && problem.recordingId !== null ? text.sayAgain : text.tryAgain;
  return (
    <Button size="sm" onClick={() => void retry(session, problem)}>
      {retryWords[problem.kind] ?? usual}
    </Button>
  );
}

function KeptLink({ problem, keptId }: { problem: VoiceProblem; keptId: string | null }) {
  const { projectId } = useProjectScope();
  if (keptId === null && problem.kind !== 'line') return null;
  const href = keptId === null ? recordingsPath(projectId) : recordingPath(projectId, keptId);
  return (
    <Button asChild size="sm" look="quiet">
      <Link href={href} prefetch={false}>
        {keptId === null ? text.openRecordings : text.openRecording}
      </Link>
    </Button>
  );
}
