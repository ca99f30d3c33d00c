import { governClaudeCode } from './governing/claude-code.ts';
import { governCodex } from './governing/codex.ts';
import { governGemini } from './governing/gemini.ts';
import { governGoose } from './governing/goose.ts';
import { governOpencode } from './governing/opencode.ts';
import type { Preset } from './preset.ts';
import { opencodeSessions } from './sessions/opencode.ts';

const openAi = ['OPENAI_API_KEY', 'OPENAI_ORGANIZATION'];
const anthropic = ['ANTHROPIC_API_KEY', 'ANTHROPIC_AUTH_TOKEN'];
const anyProvider = [
  ...openAi,
  ...anthropic,
  ...['GEMINI_API_KEY', 'GOOGLE_API_KEY', 'OPENROUTER_API_KEY', 'GROQ_API_KEY', 'MISTRAL_API_KEY'],
  ...['DEEPSEEK_API_KEY', 'XAI_API_KEY', 'AZURE_OPENAI_API_KEY', 'DATABRICKS_TOKEN'],
];

/** Update checks, telemetry and downloads beside the work are off in all of them, as far as they can be. */
export const presets: readonly Preset[] = [
  {
    name: 'claude-code',
    title: 'Claude Code',
    starts: [{ argv: ['claude-agent-acp'] }, { argv: ['claude-code-acp'] }],
    versionArgs: ['--version'],
    installHint: 'npm install -g @agentclientprotocol/claude-agent-acp',
    signInHint: 'run "claude" and sign in, or start the runner with ANTHROPIC_API_KEY set',
    secrets: [...anthropic, 'CLAUDE_CODE_OAUTH_TOKEN'],
    variables: ['ANTHROPIC_BASE_URL', 'ANTHROPIC_MODEL'],
    fixed: (home) => ({
      CLAUDE_CONFIG_DIR: `${home}/.claude`,
      CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '1',
      DISABLE_AUTOUPDATER: '1',
      DISABLE_TELEMETRY: '1',
      DISABLE_ERROR_REPORTING: '1',
    }),
    govern: governClaudeCode,
    homeFiles: ['.claude/.credentials.json', '.claude/settings.json', '.claude.json'],
    // Beside them, in folders, lie its memory and what its hooks set.
    sessions: { files: ['.claude/projects/*/*.jsonl'] },
    signIns: [],
  },
  {
    name: 'codex',
    title: 'Codex',
    starts: [{ argv: ['codex-acp'] }],
    versionArgs: ['--version'],
    installHint: 'npm install -g @zed-industries/codex-acp',
    signInHint: 'run "codex login", or start the runner with OPENAI_API_KEY set',
    secrets: [...openAi, 'CODEX_API_KEY'],
    variables: ['OPENAI_BASE_URL'],
    fixed: (home) => ({ CODEX_HOME: `${home}/.codex` }),
    govern: governCodex,
    homeFiles: ['.codex/auth.json', '.codex/config.toml'],
    sessions: { files: ['.codex/sessions/*/*/*/*.jsonl'] },
    signIns: [
      { method: 'codex-api-key', variable: 'CODEX_API_KEY' },
      { method: 'openai-api-key', variable: 'OPENAI_API_KEY' },
    ],
  },
  {
    name: 'gemini',
    title: 'Gemini CLI',
    starts: [{ argv: ['gemini', '--acp'], since: [0, 33] }, { argv: ['gemini', '--experimental-acp'] }],
    versionArgs: ['--version'],
    installHint: 'npm install -g @google/gemini-cli',
    signInHint: 'run "gemini" and sign in, or start the runner with GEMINI_API_KEY set',
    secrets: ['GEMINI_API_KEY', 'GOOGLE_API_KEY'],
    variables: [
      'GEMINI_MODEL',
      'GOOGLE_GEMINI_BASE_URL',
      'GOOGLE_CLOUD_PROJECT',
      'GOOGLE_CLOUD_LOCATION',
      'GOOGLE_GENAI_USE_VERTEXAI',
    ],
    fixed: () => ({ GEMINI_TELEMETRY_ENABLED: 'false' }),
    govern: governGemini,
    homeFiles: ['.gemini/oauth_creds.json', '.gemini/google_accounts.json', '.gemini/settings.json'],
    // Without the mark of its folder a project gets another one.
    sessions: {
      files: ['.gemini/tmp/*/.project_root', '.gemini/tmp/*/chats/*.json', '.gemini/tmp/*/chats/*.jsonl'],
    },
    signIns: [{ method: 'gemini-api-key', variable: 'GEMINI_API_KEY' }],
  },
  {
    name: 'opencode',
    title: 'OpenCode',
    starts: [{ argv: ['opencode', 'acp'] }],
    versionArgs: ['--version'],
    installHint: 'npm install -g opencode-ai',
    signInHint: 'run "opencode auth login", or start the runner with the key of your provider set',
    secrets: anyProvider,
    variables: [],
    fixed: () => ({
      OPENCODE_DISABLE_AUTOUPDATE: '1',
      OPENCODE_DISABLE_MODELS_FETCH: '1',
      OPENCODE_DISABLE_LSP_DOWNLOAD: '1',
      // It would install a package into its home at each first start.
      NPM_CONFIG_OFFLINE: 'true',
    }),
    govern: governOpencode,
    announcesWrites: true,
    homeFiles: [
      '.local/share/opencode/auth.json',
      '.config/opencode/opencode.json',
      '.config/opencode/opencode.jsonc',
    ],
    sessions: opencodeSessions,
    signIns: [],
  },
  {
    name: 'goose',
    title: 'Goose',
    starts: [{ argv: ['goose', 'acp'] }],
    versionArgs: ['--version'],
    installHint: 'See the releases of block/goose; on macOS: brew install block-goose-cli',
    signInHint: 'run "goose configure", or start the runner with the key of your provider set',
    secrets: anyProvider,
    variables: ['GOOSE_PROVIDER', 'GOOSE_MODEL', 'OPENAI_HOST', 'OLLAMA_HOST', 'DATABRICKS_HOST'],
    // No keyring is to be reached from a home of its own; its secrets are then in a file.
    fixed: () => ({ GOOSE_DISABLE_KEYRING: '1', GOOSE_TELEMETRY_ENABLED: 'false' }),
    govern: governGoose,
    homeFiles: ['.config/goose/config.yaml', '.config/goose/secrets.yaml'],
    // Its database of sessions names the programs that each starts as extensions.
    sessions: { files: [] },
    signIns: [],
  },
];

export const findPreset = (name: string): Preset | null =>
  presets.find((preset) => preset.name === name) ?? null;
