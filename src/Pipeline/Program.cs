using Pipeline;
using Pipeline.Commands;
using Pipeline.Composition;
using Pipeline.HealthSaga.Telemetry;
using Pipeline.Producer.Telemetry;
using Pipeline.Projector.Telemetry;

using var traces = TraceIdListener.Start(ProducerTelemetry.Name, ProjectorTelemetry.Name, HealthTelemetry.Name, "MassTransit");
using var signals = new Signals();
return await new CommandLine(new Parts(), Surroundings.OfThisProcess()).RunAsync(args, signals.Stop);
