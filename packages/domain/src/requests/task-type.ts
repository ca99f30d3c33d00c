import type { TaskType } from '@overmind/contracts/entities/task';

interface TypeRule {
  type: TaskType;
  says: RegExp;
}

const documents = String.raw`\b(?:readme|docs?|documentation|changelog|guides?|tutorials?|docstrings?|jsdoc|runbook|wiki|manual|release notes|api reference|contributing|faq)\b`;
const proofs = `(?:tests?|test suite|suite|specs|e2e|end-to-end|unit|integration|smoke|regression|lint|linter|linting|type ?checks?|type ?checker|coverage|benchmarks?|checks|npm test|pytest|vitest|jest|eslint|tsc)`;
const systems = String.raw`\b(?:docker|dockerfile|docker-compose|compose file|kubernetes|k8s|helm|terraform|ansible|ci|ci\/cd|cd pipeline|pipelines?|github actions?|gitlab ci|workflow file|nginx|deployments?|infrastructure|staging (?:server|environment)|production (?:server|environment)|tls certificates?|ssl certificates?|dns|backups?|load balancer|monitoring|prometheus|grafana)\b`;
const rule = (type: TaskType, ...says: string[]): TypeRule => ({
  type,
  says: new RegExp(`(?:${says.join('|')})`, 'i'),
});

/** The first that matches a title decides; what none matches changes code. */
const typeRules: readonly TypeRule[] = [
  rule(
    'doc',
    String.raw`^(?:document|docs?:|write (?:up|down))\s`,
    String.raw`^(?:add|write|update|improve|fix|draft|create|extend|rewrite|translate|proofread|expand|generate|correct|reword|clean up|tidy|put|make|mention|describe|remove|delete)\b.*${documents}`,
  ),
  rule(
    'test',
    String.raw`^(?:run|execute|start|rerun|re-run|do|launch|repeat)\b(?! .*\b(?:server|migrations?)\b).*\b${proofs}\b`,
    String.raw`^(?:test|retest|lint|typecheck|type-check)\b`,
    String.raw`^(?:check|verify|validate|confirm|see|make sure)\b.*\b(?:tests?|build|suite|pass(?:es)?|works?|green)\b`,
  ),
  rule(
    'review',
    String.raw`^(?:review|audit|inspect|critique|look over|go over|double.check|code.review|check)\b`,
    String.raw`^(?:do|make|perform|give)\b.*\breview\b`,
  ),
  rule(
    'research',
    String.raw`^(?:investigate|research|explore|analy[sz]e|compare|evaluate|find out|figure out|look into|study|assess|profile|benchmark|measure|diagnose|survey|estimate|find (?:the|a)? ?(?:cause|reason|best|way))\b`,
  ),
  rule(
    'infra',
    String.raw`^(?:deploy|provision|release|publish|build and (?:deploy|release|publish|ship)|dockeri[sz]e|containeri[sz]e|roll ?(?:back|out)|ship)\b`,
    String.raw`^(?:run|fix|repair|speed up|start|make|do)\b.*\b(?:the|a|production|release) build\b`,
    `^(?:build|bundle|package)(?: (?:the |our |this )?(?:project|app|application|site|image|images|bundle|everything|it|all|package|packages|binary|release|code|repo|repository))?$`,
    String.raw`^run\b.*\bmigrations?\b`,
    systems,
  ),
];

export function classifyTask(title: string): TaskType {
  return typeRules.find(({ says }) => says.test(title))?.type ?? 'code_change';
}
