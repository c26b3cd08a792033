namespace Pipeline.Tests.Simulation.Plans;

/// <summary>Claims that no version registers, each of them clearly so.</summary>
internal static class Nonsense
{
    private static readonly (int Port, string Service)[] Claims =
    [
        (9001, "no name at all"),
        (9002, "calc.example.com"),
        (9003, new string('x', 64)),
        (9004, "bad\0name"),
        (9005, "half \ud800 a character"),
        (9006, "-dash"),
        (9007, "@"),
        (9008, "_calc._udp"),
        (70_000, "calc"),
        (9009, new string('y', 5_000)),
        (9012, new string('z', 20_000)),
        (9010, "calc..sim.internal"),
        (9011, "ünïcode"),
    ];

    public static Dictionary<int, string> Draw(Random random) =>
        Claims.OrderBy(_ => random.Next()).Take(random.Next(1, 4)).ToDictionary(claim => claim.Port, claim => claim.Service);
}
