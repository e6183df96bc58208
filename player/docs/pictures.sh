#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Makes the pictures of interface.md from the built program: pictures.sh [PROGRAM [FOLDER FOR ALL, FULL SIZE]]
# Needs ffmpeg. What goes into the documentation is named at the end; look at each before committing it.
set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
program=$(realpath "${1:-$root/build/release/bin/mallette}")
all=$(realpath -m "${2:-$root/build/pictures}")
docs=$root/player/docs/pictures
cd "$root"

# begin NAME THEME TEXT_SCALE [MORE]: a folder for the pictures, and the settings they are made with
begin() {
  name=$1 scale=$3 out=$all/$1
  rm -rf "$out"
  mkdir -p "$out/state"
  printf '{"version":1,"theme":"%s","text_scale":%s,"first_start_done":true,"last_folder":"%s","recent_kits":["%s"]%s}\n' \
    "$2" "$3" "$root/kits" "$root/kits/demo" "${4:-}" >"$out/state/settings.json"
}
run() {
  cat >"$out/state/script"
  "$program" "$@" --headless --no-pace --lang fr --state "$out/state" --script "$out/state/script"
}
both() { printf 'wait 500ms\nscreenshot room %s-room.png\nscreenshot desk %s-desk.png\n' "$out/$1" "$out/$1"; }
desk() { printf 'wait 500ms\nscreenshot desk %s-desk.png\n' "$out/$1"; }
room() { printf 'wait 500ms\nscreenshot room %s.png\n' "$out/$1"; }
press() { printf 'press %s "%s"\n' "$1" "$2"; }
# Large text leaves no room for the list of steps: it is behind a button.
step() {
  if [ "$scale" != 1 ]; then press button "Déroulé" && echo "wait 500ms"; fi
  press list-item "$1"
  echo "wait 2s"
}

session() {
  echo "wait 3s"; both message
  step "4. Extrait 1 : la salle d’attente"; both warning
  echo "next"; echo "wait 20s"; both film
  for key in Ctrl+Shift+L Left Left Left Up Up; do echo "key $key"; done; both signer; echo "key Escape"
  step "5. Première question"; echo "wait 30s"
  press button "Révéler la suivante"; press check-box "Le regard, l’immobilité."
  press button "Revoir la LSF"; echo "wait 2s"; both question
  step "16. La fiche réflexe : accueil"; both sheet
  step "15. Mise en situation : un mercredi, seize heures"
  press button "Lancer"; echo "wait 75s"; both case
  step "14. Poser, répondre, orienter"; both slides
  step "11. Pause"; echo "wait 5s"; both break
  press button "Numéros d’aide"; desk help-question
  press button "Les montrer à la salle"; echo "wait 500ms"; echo "key Escape"; both help
  press button "Numéros d’aide"; echo "wait 500ms"; press button "Les retirer de l’écran de la salle"
  echo "wait 500ms"; echo "key Escape"; echo "wait 500ms"
  press button "Écran neutre"; both neutral
  press button "Reprendre"; echo "wait 500ms"; echo "key F5"; echo "wait 65s"; both paused
  press button "Reprendre"; echo "wait 500ms"
  step "18. Votre avis"; both questionnaire
  step "19. Merci"; both closing
  press button "Menu"; press button "Bilan de la séance"; desk report; echo "key Escape"; echo "wait 500ms"
  press button "Menu"; press button "Documents du kit"; echo "wait 2s"; desk documents
  press list-item "Livret d’accompagnement"; echo "wait 2s"; press button "Page suivante"; echo "wait 2s"
  press button "Montrer la page 2 à la salle"; echo "wait 2s"; both document; press button "Retour à la séance"
  echo "wait 500ms"; echo "previous"; echo "wait 200ms"; echo "previous"; echo "wait 500ms"
  echo "key Shift+F2"; desk disclosure; echo "key Escape"; echo "wait 500ms"
  echo "key F1"; desk keys; echo "key Escape"; echo "wait 500ms"
  press button "Menu"; desk menu; press button "Réglages"; desk settings
}

one_screen() {
  echo "wait 1s"; for _ in 1 2 3 4; do echo "next"; echo "wait 200ms"; done
  echo "wait 17s"; echo "key Tab"; room bar
  echo "key F3"; room strip
  press button "Notes et éléments attendus"; room may-it-be-seen
}

placements() {
  echo "wait 1s"; for _ in 1 2 3 4; do echo "next"; echo "wait 200ms"; done
  echo "wait 19s"; room below
  echo "key Shift+L"; room first
}

before() {
  echo "wait 2s"; desk start
  press button "Préparer ce déroulé"; echo "wait 1s"; press list-item "5. Première question"; desk prepare
  press button "Terminé"; echo "wait 500ms"
  press button "Vérifier la salle"; echo "wait 2s"; both check
}

library() {
  echo "wait 3s"; desk library
  press button "Ouvrir un kit…"; echo "wait 2s"; desk open
}

for look in "dark-1366 dark 1 1280x720 1366x768" "contrast-1280 high-contrast 1 1024x768 1280x800" "light-1366 light 1 1280x720 1366x768" \
  "contrast-1920 high-contrast 1 1920x1080 1920x1080" "light-150 light 1.5 1280x720 1366x768"; do
  read -r name theme scale wall size <<<"$look"
  begin "$name" "$theme" "$scale"
  before | run kits/demo --size "$wall" --desk-size "$size"
  session | run session kits/demo --size "$wall" --desk-size "$size"
  library | run --size "$wall" --desk-size "$size"
done
begin one-screen dark 1
one_screen | run session kits/demo --size 1366x768 --screens 1

begin large-captions dark 1 ',"caption_scale":2,"captions_below":true'
placements | run session kits/demo --size 1366x768

# keep WIDTH NAME PICTURE...: for the documentation, one or several beside each other, in 256 colours
keep() {
  local width=$1 kept=$docs/$2.png inputs=() stack='' n=0 i
  shift 2
  for picture in "$@"; do
    inputs+=(-i "$all/$picture.png")
    stack+="[$n]scale=-2:768:flags=lanczos,pad=iw+8:ih:4:0:gray[s$n];"
    n=$((n + 1))
  done
  for ((i = 0; i < n; i++)); do stack+="[s$i]"; done
  if [ "$n" -gt 1 ]; then stack+="hstack=inputs=$n,"; fi
  ffmpeg -v error -y "${inputs[@]}" -filter_complex \
    "${stack}scale=$width:-2:flags=lanczos,split[a][b];[b]palettegen=stats_mode=full[p];[a][p]paletteuse=dither=none" \
    -compression_level 9 -pred mixed "$kept"
}
mkdir -p "$docs"
# For the README: the wall during an excerpt and the question after it, and the desk at the question.
ffmpeg -v error -y -i "$all/dark-1366/film-room.png" -i "$all/dark-1366/question-room.png" -i "$all/dark-1366/question-desk.png" \
  -filter_complex "[0]scale=472:266:flags=lanczos,pad=480:270:0:0:gray[a];[1]scale=472:266:flags=lanczos,pad=480:270:0:4:gray[b];
    [a][b]vstack[w];[2]scale=960:540:flags=lanczos[d];[w][d]hstack,split[x][y];[x]palettegen=stats_mode=full[p];[y][p]paletteuse=dither=none" \
  -compression_level 9 -pred mixed "$docs/led.png"
keep 1000 library dark-1366/library-desk
keep 1000 start dark-1366/start-desk
keep 1000 prepare dark-1366/prepare-desk
keep 1400 check dark-1366/check-room dark-1366/check-desk
keep 1400 message dark-1366/message-room dark-1366/message-desk
keep 1400 warning dark-1366/warning-room dark-1366/warning-desk
keep 1400 film light-1366/film-room light-1366/film-desk
keep 1400 signer dark-1366/signer-room dark-1366/signer-desk
keep 1400 placements large-captions/first large-captions/below
keep 1400 question dark-1366/question-room dark-1366/question-desk
keep 1400 slides light-1366/slides-room light-1366/slides-desk
keep 1400 sheet light-1366/sheet-room light-1366/sheet-desk
keep 1400 case contrast-1920/case-room contrast-1920/case-desk
keep 1400 break dark-1366/break-room dark-1366/break-desk
keep 1400 help dark-1366/help-room dark-1366/help-desk
keep 1400 neutral dark-1366/neutral-room dark-1366/neutral-desk
keep 1400 closing dark-1366/closing-room dark-1366/closing-desk
keep 1400 document dark-1366/document-room dark-1366/document-desk
keep 1000 disclosure dark-1366/disclosure-desk
keep 1000 report dark-1366/report-desk
keep 1000 large light-150/question-desk
keep 1000 keys dark-1366/keys-desk
keep 1000 settings light-1366/settings-desk
keep 1400 one-screen one-screen/bar one-screen/strip
keep 1000 may-it-be-seen one-screen/may-it-be-seen
