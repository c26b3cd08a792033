# curl: each request is a process of its own, and asks DNS itself; twenty a second.
while :; do
    { answer=$(curl -sS --max-time 5 "$1" 2>&1) && echo "$answer" || echo "! $answer"; } &
    sleep 0.05
done
