# The host agent: one native executable.
#
#   docker run --read-only --network host -v /var/run/docker.sock:/var/run/docker.sock \
#     --group-add "$(stat -c %g /var/run/docker.sock)" -e AWS_REGION=… pipeline/producer
#
# It reads the engine's socket, and that is all it needs of the host: the socket's group, or, where no group can be given (ECS), user 0
# without capabilities.
ARG BASE=mcr.microsoft.com/dotnet/runtime-deps:10.0.12-noble-chiseled

FROM ${BASE}
COPY pipeline-producer /app/pipeline-producer
USER 1654:1654
ENTRYPOINT ["/app/pipeline-producer"]
