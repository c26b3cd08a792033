# The pipeline's processes: one executable, an image a process, which share all layers. `./pipeline images` builds them from published files.
#
#   docker run --read-only --tmpfs /tmp -e AWS_REGION=… -e Pipeline__Database=… pipeline/projector
#
# A container checks itself with ["CMD", "/app/pipeline", "healthcheck"].
ARG BASE=mcr.microsoft.com/dotnet/aspnet:10.0.12-noble-chiseled

FROM ${BASE} AS pipeline
WORKDIR /app
COPY . .
USER 1654:1654
ENV DOTNET_EnableDiagnostics=0
ENTRYPOINT ["/app/pipeline"]

FROM pipeline AS projector
CMD ["projector"]

FROM pipeline AS health-saga
CMD ["health-saga"]

FROM pipeline AS console
CMD ["console"]
