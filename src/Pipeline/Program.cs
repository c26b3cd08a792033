using Pipeline;
using Pipeline.Composition;
using Pipeline.Core.Pacing;
using Pipeline.HealthSaga.Telemetry;
using Pipeline.Producer.Telemetry;
using Pipeline.Projector.Telemetry;
using Pipeline.Terminal;

using var traces = TraceIdListener.Start(ProducerTelemetry.Name, ProjectorTelemetry.Name, HealthTelemetry.Name, "MassTransit");
using var signals = new StopSignals();
return await new CommandLine(new LocalParts(SteadyTime.OfThisProcess), CommandEnvironment.OfThisProcess()).RunAsync(args, signals.Stop);
