"use client";

import { type ComponentType, useEffect, useState } from "react";
import { toast } from "@/components/ui/toast";

interface LazyLayerProps<Props> {
  /** Imports the layer: a dialog, a sheet. */
  readonly load: () => Promise<ComponentType<Props>>;
  readonly props: Props;
  /** It could not be loaded, for want of a network. */
  readonly onFailed: () => void;
}

/** A layer over the page whose code comes when it is first opened. */
export function LazyLayer<Props extends object>({ load, props, onFailed }: LazyLayerProps<Props>) {
  const [Layer, setLayer] = useState<ComponentType<Props>>();
  useEffect(() => {
    let isGone = false;
    load().then(
      (layer) => {
        if (!isGone) setLayer(() => layer);
      },
      () => {
        toast.error("This could not be loaded. Check your connection and try again.");
        if (!isGone) onFailed();
      },
    );
    return () => {
      isGone = true;
    };
    // Loaded once: whoever renders it names one layer for good.
  }, [load, onFailed]);
  return Layer ? <Layer {...props} /> : null;
}
