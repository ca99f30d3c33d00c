/** How tests look in the languages that are known, by the text of one line. */

/** Lines may be made to be slow to read; what counts stands at their beginning. */
const longestRead = 300;

const testFile = [
  /(?:^|\/)(?:tests?|__tests__|specs?|e2e|testing)\/.*\.[a-z0-9]+$/i,
  /(?:^|\/|[._-])(?:test|spec|tests|e2e)\.[cm]?[jt]sx?$/i,
  /(?:^|\/)test_[^/]*\.py$|_test\.(?:py|go|rb|exs?|dart|cc|cpp|c|clj)$|_spec\.rb$/,
  /(?:^|\/)[^/]*(?:Tests?|Spec|IT)\.(?:java|kt|kts|scala|groovy|cs|swift|php)$/,
  /(?:^|\/)src\/test\//,
];
const notATest =
  /(?:^|\/)(?:fixtures?|__fixtures__|__snapshots__|testdata|mocks?|__mocks__)\/|\.(?:md|txt|snap|json|ya?ml|lock|png|svg|csv|html|sql)$/i;
/** Languages whose tests stand beside the code they test. */
const inlineTests = /\.(?:rs|zig|d)$/;

export const isTestFile = (path: string): boolean =>
  testFile.some((form) => form.test(path)) && !notATest.test(path);
export const mayHoldTests = (path: string): boolean => isTestFile(path) || inlineTests.test(path);

/** A case begins here; the group holds its name where the line says it. */
const caseForms: readonly RegExp[] = [
  /^\s*(?:await\s+)?(?:t\.)?[xf]?(?:test|it|specify)(?!\.(?:before|after|describe|use|step|extend|set|info))(?:\.\w+(?:\([^)]*\)|`[^`]*`)?)*\s*[(`]\s*(?:(["'`])(.*?)\1)?/,
  /^\s*(?:async\s+)?def\s+(?<name>test\w*)\s*\(/,
  /^\s*func\s+(?:\([^)]*\)\s*)?(?<name>(?:Test|Fuzz|Example)[A-Z_]\w*|test[A-Z]\w*)\s*\(/,
  /^\s*#\[(?:\w+::)?(?:test|rstest|test_case|wasm_bindgen_test)\b/,
  /^\s*@(?:Test|ParameterizedTest|RepeatedTest|TestFactory|TestTemplate)\b/,
  /^\s*\[(?:Test|TestMethod|Fact|Theory|TestCase)\b/,
  /^\s*(?:public\s+)?function\s+(?<name>test\w*)\s*\(/,
  /^\s*[xf]?(?:it|specify|scenario|example)\s+(["'])(.*?)\1\s+do\b/,
  /^\s*test\s+(["'])(.*?)\1(?:,.*)?\sdo\b/,
  /^\s*TEST(?:_[FP])?\s*\((?<name>[^)]*)\)/,
];

export type TestCaseLine = { name: string | null };

/** The case that a line begins, null when it begins none. */
export function caseIn(text: string): TestCaseLine | null {
  for (const form of caseForms) {
    const found = form.exec(text.slice(0, longestRead));
    if (found === null) continue;
    const name = found.groups?.['name'] ?? found[2] ?? null;
    // Switched off in its name, it is the same case.
    return { name: name?.replace(/\bDISABLED_/, '') ?? null };
  }
  return null;
}

const skipForms: readonly RegExp[] = [
  /\b(?:test|it|describe|suite|context|specify|bench)(?:\.\w+)*\.(?:skip|only|todo|fixme|skipIf|runIf|failing|fails)\b/,
  /(?:^|[\s;{(])(?:xit|xtest|xdescribe|xcontext|xspecify|fit|fdescribe|fcontext)\s*\(/,
  /\b(?:this|t|ctx|context|test)\.(?:skip|todo)\s*\(/,
  /\{[^{}]*\b(?:skip|todo|only)\s*:\s*(?:true|["'`])/,
  /@(?:pytest\.mark\.(?:skip|skipif|xfail)|unittest\.(?:skip\w*|expectedFailure)|skip(?:If|Unless)?\b)/,
  /\b(?:pytest\.(?:skip|xfail|importorskip)|self\.skipTest|raise\s+(?:unittest\.)?SkipTest)\b/,
  /\bt\.Skip(?:f|Now)?\s*\(|\bb\.Skip(?:f|Now)?\s*\(|testing\.Short\(\)/,
  /#\[ignore\b|#\[should_panic\b/,
  /@(?:Disabled|Ignore|DisabledOn\w*|DisabledIf\w*|EnabledIf\w*)\b/,
  /\[(?:Ignore|Explicit)\b|\bSkip\s*=\s*"/,
  /\b(?:markTestSkipped|markTestIncomplete|XCTSkip\w*|GTEST_SKIP)\b/,
  /^\s*(?:skip|pending)(?:\s+["']|\s*$)|\b(?:xit|pending)\s+["']/,
  /^\/\/go:build\s+ignore\b|^\/\/\s*\+build\s+ignore\b/,
  /\bDISABLED_\w+/,
];
export const skips = (text: string): boolean => !isComment(text) && skipForms.some((form) => form.test(text));

const assertForms: readonly RegExp[] = [
  /\b(?:expect|assert|should|assertThat|verify|require|check)(?:\.\w+)*\s*[.(]/,
  /^\s*assert\b|\bself\.assert\w+\(|\bassert\w*!?\s*[({]|\bAssert\.\w+|\b(?:EXPECT|ASSERT|XCTAssert)\w*\s*\(/,
  /\bt\.(?:Error|Fatal|Fail|equal|same|ok|is|deepEqual|throws)\w*\s*\(|\.should\b|\bpytest\.raises\b|\braises\(/,
];
export const asserts = (text: string): boolean => fits(text, assertForms);

const emptyAssertions: readonly RegExp[] = [
  /\bexpect\(\s*(true|false|null|undefined|\d+|(["'`])[^"'`]*\2)\s*\)\s*\.(?:toBe|toEqual|toStrictEqual)\(\s*\1\s*\)/,
  /\bexpect\(\s*(?:true|1)\s*\)\s*\.(?:toBeTruthy|toBeDefined|to\.be\.(?:true|ok))/,
  /\bassert(?:\.ok|\.equal|\.strictEqual|True|_true|Equals?)?!?\s*\(?\s*(?:true|True|1)\s*(?:,\s*(?:true|True|1)\s*)?\)?\s*;?\s*$/,
  /^\s*assert\s+(?:True|1\s*==\s*1)\s*(?:#.*)?$/,
  /\bexpect\.anything\(\)\s*\)\s*;?\s*$/,
];
export const provesNothing = (text: string): boolean => fits(text, emptyAssertions);

function fits(text: string, forms: readonly RegExp[]): boolean {
  const head = text.slice(0, longestRead);
  return !isComment(head) && forms.some((form) => form.test(head));
}

const comment = /^\s*(?:\/\/(?!go:build|\s*\+build)|\/\*|\*|#(?!\[)|--|<!--)/;
export const isComment = (text: string): boolean => comment.test(text);
