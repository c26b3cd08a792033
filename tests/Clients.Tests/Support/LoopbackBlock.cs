using System.Net;

namespace Pipeline.Clients.Tests.Support;

/// <summary>Addresses of loopback that no other run of these tests uses: 127.A.B.0/24 with A and B chosen at random.</summary>
internal static class LoopbackBlock
{
    private static readonly byte Second = (byte)Random.Shared.Next(32, 250), Third = (byte)Random.Shared.Next(0, 250);

    public static IPAddress Address(byte last) => new([127, Second, Third, last]);
}
