import { Cloud, HardDrive } from 'lucide-react';
import { cn } from '#lib/class-names.ts';
import { modelCalls as text } from '#text/model-calls.ts';

/** Whether a model answers on this machine or somewhere outside. */
export function PlaceMark({ isLocal, className }: { isLocal: boolean; className?: string }) {
  const Icon = isLocal ? HardDrive : Cloud;
  return (
    <span
      title={isLocal ? text.localHint : text.cloudHint}
      className={cn(
        'inline-flex items-center gap-1 whitespace-nowrap text-xs',
        isLocal ? 'text-done' : 'text-accent',
        className,
      )}
    >
      <Icon className="size-3.5 shrink-0" aria-hidden />
      {isLocal ? text.local : text.cloud}
    </span>
  );
}
