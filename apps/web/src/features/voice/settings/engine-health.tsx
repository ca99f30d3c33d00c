import type { SpeechState } from '@overmind/contracts/entities/speech';
import { Badge } from '#components/ui/badge.tsx';
import { cn } from '#lib/class-names.ts';
import { voiceSettings as text } from '#text/voice-settings.ts';

/** What hears and speaks, whether it works, and whether anything leaves the machine for it. */
export const EngineHealth = ({ speech }: { speech: SpeechState }) => (
  <dl aria-label={text.server} className="divide-y rounded-card border bg-raised text-sm">
    <Part title={text.recognition} part={speech.recognition} leaving={text.remoteAudio} />
    <Part title={text.synthesis} part={speech.synthesis} leaving={text.remoteText} />
  </dl>
);

interface PartProps {
  title: string;
  part: SpeechState['recognition'];
  leaving(engine: string): string;
}

function Part({ title, part: { state, engine, is_local: isLocal, detail }, leaving }: PartProps) {
  const isReady = state === 'ready';
  return (
    <div className="px-3 py-2">
      <dt className="flex flex-wrap items-center gap-2 font-medium">
        {title}
        <Badge className={cn(isReady ? 'text-done' : 'text-failed')}>{text.states[state]}</Badge>
        {state === 'off' ? null : <span className="font-normal text-ink-2 text-xs">{text.by(engine)}</span>}
      </dt>
      {state === 'off' ? null : (
        <dd className={cn('text-xs', isLocal ? 'text-ink-2' : 'font-medium text-review')}>
          {isLocal ? text.local : leaving(engine)}
        </dd>
      )}
      {detail === null ? null : <dd className="text-ink-2 text-xs">{detail}</dd>}
    </div>
  );
}
