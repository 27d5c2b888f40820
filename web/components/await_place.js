// The place has not been told yet: it comes, or one can ask for it again.
import { h } from "../h.js";
import { useLoad } from "../load.js";
import { isPlaceKnown, loadPlace } from "../place.js";
import { Failure } from "./failure.js";
import { Loading } from "./loading.js";

export function AwaitPlace() {
  // Asked for at the start already; that answer may be on its way.
  const load = useLoad(async () => {
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    if (!isPlaceKnown.peek()) await loadPlace();
  });
  return load.error && !load.isLoading ? h(Failure, { error: load.error, retry: load.reload }) : h(Loading, {});
}
