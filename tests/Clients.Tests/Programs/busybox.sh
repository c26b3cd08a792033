# busybox: each request is a process of its own, and asks DNS itself; twenty a second. The time is bounded from outside, because the wget of
# busybox 1.35 crashes with a -T of its own.
while :; do
    { answer=$(busybox timeout 5 busybox wget -q -O - "$1" 2>&1) && echo "$answer" || echo "! $answer"; } &
    busybox sleep 0.05
done
