import { isScripted } from '@overmind/contracts/entities/scripted';
import { Clapperboard } from 'lucide-react';
import { Badge } from '#components/ui/badge.tsx';
import { modelCalls as text } from '#text/model-calls.ts';

/** Beside the name of a provider or a model: says of the scripted one that no model answered. Nothing for others. */
export const ScriptedMark = ({ name }: { name: string | null }) =>
  name !== null && isScripted(name) ? (
    <Badge title={text.scriptedHint} className="border-review/40 text-review">
      <Clapperboard aria-hidden />
      {text.scripted}
    </Badge>
  ) : null;
