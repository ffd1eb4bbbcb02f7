"use client";

import { CommandPalette } from "./command-palette";
import { ShortcutsDialog } from "./shortcuts-dialog";

export type FrameLayer = "palette" | "shortcuts";

interface FrameLayersProps {
  readonly layer: FrameLayer | undefined;
  readonly onLayerChange: (layer: FrameLayer | undefined) => void;
  readonly hasSingleKeys: boolean;
  readonly onSingleKeysChange: (hasSingleKeys: boolean) => void;
}

/** What the frame lays over a page, loaded when it is first asked for. */
export function FrameLayers(props: FrameLayersProps) {
  const { layer, onLayerChange, hasSingleKeys, onSingleKeysChange } = props;
  return (
    <>
      <CommandPalette
        isOpen={layer === "palette"}
        onOpenChange={(isOpen) => onLayerChange(isOpen ? "palette" : undefined)}
        onShowShortcuts={() => onLayerChange("shortcuts")}
      />
      <ShortcutsDialog
        isOpen={layer === "shortcuts"}
        onOpenChange={(isOpen) => onLayerChange(isOpen ? "shortcuts" : undefined)}
        hasSingleKeys={hasSingleKeys}
        onSingleKeysChange={onSingleKeysChange}
      />
    </>
  );
}
