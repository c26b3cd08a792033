using Pipeline;
using Pipeline.Commands;
using Pipeline.Composition;

using var signals = new Signals();
return await new CommandLine(new Parts(), Surroundings.OfThisProcess()).RunAsync(args, signals.Stop);
