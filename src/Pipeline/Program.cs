using Pipeline;
using Pipeline.Commands;
using Pipeline.Composition;
using Pipeline.HealthSaga;
using Pipeline.Producer;
using Pipeline.Projector;

using var traces = TraceIds.Keep(Telemetry.Name, ProjectorTelemetry.Name, HealthTelemetry.Name, "MassTransit");
using var signals = new Signals();
return await new CommandLine(new Parts(), Surroundings.OfThisProcess()).RunAsync(args, signals.Stop);
