/** After "don't" or "stop", these speak of what the product does: "don't show the banner to guests". */
export const productVerbs: ReadonlySet<string> = new Set(
  `show showing display displaying allow allowing let use using require requiring send sending log logging display render
  rendering cache caching store storing load loading include including return returning expose exposing hide hiding truncate
  redirect redirecting submit submitting escape reload reloading rely relying hardcode hardcoding hard-code import importing
  print printing save saving validate validating count counting charge charging email emailing notify notifying throw throwing
  swallow swallowing ignore ignoring round rounding sort sorting track tracking leak leaking index fetch fetching call calling
  animate autoplay autoplaying crash crashing fail failing index sending persist serialize mutate mutating block blocking
  trim duplicate duplicating keep scroll scrolling open opening accept overwrite overwriting convert auto-save prefill
  pollute polluting depend depending treat treating pass passing rerender re-render rerendering re-rendering recompute
  compute computing parse parsing inline inlining bundle bundling collect collecting embed embedding set sanitize close
  trigger triggering poll polling reuse ask asking retry retrying reset resetting access read reading`.split(
    /\s+/,
  ),
);
