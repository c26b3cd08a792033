using System.Net;
using System.Net.Sockets;
using System.Text;
using Pipeline.Core.Dns;
using Wire = ARSoft.Tools.Net.Dns;

namespace Pipeline.Projector.Zone.Local;

/// <summary>Writes records once, when a zone is changed, so that an answer only copies them.</summary>
internal static class RecordEncoding
{
    public static ZoneRecord Address(int ttl, IPAddress address) => Create(
        address.AddressFamily is AddressFamily.InterNetworkV6 ? Wire.RecordType.Aaaa : Wire.RecordType.A, ttl, address.GetAddressBytes());

    public static ZoneRecord Server(int ttl, SrvValue srv, string target) => Create(
        Wire.RecordType.Srv,
        ttl,
        [.. Number(srv.Priority), .. Number(srv.Weight), .. Number(srv.Port), .. WireNames.Encode(target)],
        target.ToLowerInvariant());

    public static ZoneRecord NameServer(int ttl, string name) => Create(Wire.RecordType.Ns, ttl, WireNames.Encode(name), name);

    public static ZoneRecord Text(int ttl, string text) =>
        Create(Wire.RecordType.Txt, ttl, [(byte)text.Length, .. Encoding.ASCII.GetBytes(text)]);

    /// <param name="ttl">The TTL, and for how long the absence of a name may be cached (RFC 2308).</param>
    /// <param name="nameServer">The name server.</param>
    /// <param name="hostmaster">The mailbox of who is responsible, as a name.</param>
    /// <param name="timers">Serial, refresh, retry and expire.</param>
    public static ZoneRecord StartOfAuthority(int ttl, string nameServer, string hostmaster, params ReadOnlySpan<uint> timers) => Create(
        Wire.RecordType.Soa,
        ttl,
        [
            .. WireNames.Encode(nameServer), .. WireNames.Encode(hostmaster),
            .. Long(timers[0]), .. Long(timers[1]), .. Long(timers[2]), .. Long(timers[3]), .. Long((uint)ttl),
        ]);

    private static ZoneRecord Create(Wire.RecordType type, int ttl, byte[] data, string? server = null) => new(
        [.. Number((int)type), .. Number((int)Wire.RecordClass.INet), .. Long((uint)ttl), .. Number(data.Length), .. data], server);

    private static byte[] Number(int value) => [(byte)(value >> 8), (byte)value];

    private static byte[] Long(uint value) => [(byte)(value >> 24), (byte)(value >> 16), (byte)(value >> 8), (byte)value];
}
