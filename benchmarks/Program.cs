using Pipeline.Benchmarks;
using Pipeline.Tests.RealParts;
await using var postgres = new RealPostgres();
Console.WriteLine(await FoldingFacts.RunAsync(postgres));
