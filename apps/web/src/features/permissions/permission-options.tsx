'use client';
import type {
  Permission,
  PermissionDecision,
  PermissionOption,
} from '@overmind/contracts/entities/permission';
import { Check, X } from 'lucide-react';
import { Button } from '#components/ui/button.tsx';
import { VisibleText } from '#features/console/visible-text.tsx';
import { permissions as text } from '#text/permissions.ts';
import { ownWords } from './option-words.ts';

interface PermissionOptionsProps {
  request: Permission;
  isBusy?: boolean;
  onDecide(decision: PermissionDecision): void;
}

const order: PermissionOption['kind'][] = ['allow_once', 'allow_always', 'reject_once', 'reject_always'];

/** The ways to answer that the agent offers, those that allow first. Our words come first: the agent's may mislead. */
export function PermissionOptions({ request, isBusy = false, onDecide }: PermissionOptionsProps) {
  const options = [...request.options].sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind));
  const canDeny = options.some(({ kind }) => kind.startsWith('reject'));
  return (
    <div className="flex flex-wrap gap-1.5">
      {options.map((option) => {
        const allows = option.kind.startsWith('allow');
        const Icon = allows ? Check : X;
        const own = ownWords(option);
        return (
          <Button
            key={option.id}
            size="sm"
            look={option.kind === 'allow_once' ? 'signal' : 'plain'}
            title={text.optionHints[option.kind]}
            disabled={isBusy}
            className="h-auto min-h-7 max-w-full whitespace-normal py-1 text-left"
            onClick={() => onDecide({ option_id: option.id })}
          >
            <Icon aria-hidden />
            <span className="min-w-0 [overflow-wrap:anywhere]">
              {text.options[option.kind]}
              {own === null ? null : (
                <span className="ml-1.5 font-normal opacity-80">
                  <VisibleText text={own} />
                </span>
              )}
            </span>
          </Button>
        );
      })}
      {canDeny ? null : (
        <Button size="sm" disabled={isBusy} onClick={() => onDecide({ decision: 'deny' })}>
          <X aria-hidden />
          {text.deny}
        </Button>
      )}
    </div>
  );
}
