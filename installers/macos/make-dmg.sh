#!/bin/sh
# Makes a disk image of the bundle that run.py build leaves in dist on a Mac, signed when IDENTITY names a certificate:
#   IDENTITY="Developer ID Application: …" PROFILE=notary installers/macos/make-dmg.sh
# Not tried yet; see README.md.
set -eu
cd "$(dirname "$0")/../.."

app="dist/Clinic Desktop.app"
image="dist/clinic-desktop.dmg"
[ -d "$app" ] || { echo "There is no $app. Make it with: python3 run.py build" >&2; exit 1; }

if [ -n "${IDENTITY:-}" ]; then
    # From the inside out: every library by itself, the bundle last.
    find "$app/Contents" -type f \( -name '*.dylib' -o -name '*.so' \) -exec \
        codesign --force --timestamp --options runtime --sign "$IDENTITY" {} +
    codesign --force --timestamp --options runtime --entitlements installers/macos/entitlements.plist \
        --sign "$IDENTITY" "$app"
    codesign --verify --deep --strict "$app"
fi

staging=$(mktemp -d)
trap 'rm -rf "$staging"' EXIT
cp -R "$app" "$staging/"
ln -s /Applications "$staging/Applications"
hdiutil create -volname "Clinic Desktop" -srcfolder "$staging" -ov -format UDZO "$image"

if [ -n "${PROFILE:-}" ]; then
    xcrun notarytool submit "$image" --keychain-profile "$PROFILE" --wait
    xcrun stapler staple "$image"
fi
echo "$image"
