"use client";

import dynamic from "next/dynamic";
import { type ReactNode, useEffect, useState } from "react";
import { StaleBanner } from "@/components/live/stale-banner";
import { toast } from "@/components/ui/toast";
import type { LiveStatus } from "@/lib/services/live-status";
import { BottomBar } from "./bottom-bar";
import type { FrameLayer } from "./frame-layers";
import { Rail } from "./rail";
import { RAIL_COLLAPSED, RAIL_COOKIE_NAME } from "./rail-cookie";
import { TopBar } from "./top-bar";
import { useShortcuts } from "./use-shortcuts";
import { useSingleKeys } from "./use-single-keys";

const loadLayers = () => import("./frame-layers");
const FrameLayers = dynamic(() => loadLayers().then((layers) => layers.FrameLayers), {
  ssr: false,
});

/** Later than what the page itself needs, sooner than anybody presses a key. */
const LAYERS_AFTER_MS = 2000;

interface AppFrameProps {
  readonly teamName: string;
  readonly email: string;
  readonly role: string;
  readonly liveStatus: LiveStatus;
  readonly isRailCollapsed: boolean;
  readonly children: ReactNode;
}

/** The frame around every page of the desk: rail, top bar, palette, shortcuts, state of the connection. */
export function AppFrame(props: AppFrameProps) {
  const [isRailCollapsed, setIsRailCollapsed] = useState(props.isRailCollapsed);
  const [layer, setLayer] = useState<FrameLayer>();
  const [hasLayers, setHasLayers] = useState(false);
  const [hasSingleKeys, setHasSingleKeys] = useSingleKeys();
  const toggleRail = () => {
    rememberRail(!isRailCollapsed);
    setIsRailCollapsed(!isRailCollapsed);
  };
  const show = (next: FrameLayer | undefined) =>
    void loadLayers().then(
      () => {
        setHasLayers(true);
        setLayer(next);
      },
      () => toast.error("This could not be loaded. Check your connection and try again."),
    );
  const showPalette = () => show("palette");
  const showShortcuts = () => show("shortcuts");
  useEffect(() => {
    const timer = setTimeout(() => void loadLayers().catch(() => undefined), LAYERS_AFTER_MS);
    return () => clearTimeout(timer);
  }, []);
  useShortcuts({
    onPalette: () => show(layer === "palette" ? undefined : "palette"),
    onHelp: showShortcuts,
    onToggleRail: toggleRail,
    hasSingleKeys,
  });
  return (
    <div className="flex min-h-dvh">
      <a
        href="#content"
        className="sr-only rounded-md bg-accent px-3 py-2 text-accent-on focus:not-sr-only focus:fixed focus:top-2 focus:left-2 focus:z-50"
      >
        Skip to content
      </a>
      <Rail isCollapsed={isRailCollapsed} onToggle={toggleRail} />
      <div className="flex min-w-0 flex-1 flex-col">
        <TopBar {...props} onPalette={showPalette} onShowShortcuts={showShortcuts} />
        <main
          id="content"
          tabIndex={-1}
          className="flex min-w-0 flex-1 flex-col px-4 pt-4 pb-20 outline-none md:px-6 md:pb-6"
        >
          {props.children}
        </main>
      </div>
      <BottomBar />
      <StaleBanner />
      {hasLayers ? (
        <FrameLayers
          layer={layer}
          onLayerChange={show}
          hasSingleKeys={hasSingleKeys}
          onSingleKeysChange={setHasSingleKeys}
        />
      ) : null}
    </div>
  );
}

function rememberRail(isCollapsed: boolean): void {
  const value = isCollapsed ? RAIL_COLLAPSED : "open";
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing in Safari and Firefox.
  document.cookie = `${RAIL_COOKIE_NAME}=${value}; path=/; max-age=31536000; samesite=lax`;
}
