# busybox: each request is a process of its own, and asks DNS itself; fifty a second.
while :; do
    { answer=$(busybox wget -q -T 5 -O - "$1" 2>&1) && echo "$answer" || echo "! $answer"; } &
    busybox sleep 0.02
done
