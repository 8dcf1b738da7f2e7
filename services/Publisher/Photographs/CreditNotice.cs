using System.Buffers.Binary;
using System.Security;
using System.Text;

namespace Akorda.Publisher.Photographs;

/// <summary>Who made a photograph, written into its bytes: an XMP packet with <c>dc:creator</c> and <c>photoshop:Credit</c> (XMP specification part 3, JPEG; IPTC photo metadata 2023). The only metadata that leaves.</summary>
internal static class CreditNotice
{
    private static readonly byte[] Name = [.. "http://ns.adobe.com/xap/1.0/"u8, 0];

    /// <summary>The JPEG segment that names somebody.</summary>
    public static byte[] Segment(string credit)
    {
        var who = SecurityElement.Escape(credit);
        var packet = Encoding.UTF8.GetBytes(
            $"""
            <?xpacket begin="{'\uFEFF'}" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/" photoshop:Credit="{who}"><dc:creator><rdf:Seq><rdf:li>{who}</rdf:li></rdf:Seq></dc:creator></rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="r"?>
            """);
        // Marker APP1, then a length that counts itself; a credit is far below its limit of 65,535.
        var head = new byte[] { 0xFF, 0xE1, 0, 0 };
        BinaryPrimitives.WriteUInt16BigEndian(head.AsSpan(2), (ushort)(2 + Name.Length + packet.Length));
        return [.. head, .. Name, .. packet];
    }

    /// <summary>The JPEG with the segment behind its first marker.</summary>
    public static byte[] Insert(byte[] jpeg, byte[] segment) => [.. jpeg.AsSpan(0, 2), .. segment, .. jpeg.AsSpan(2)];
}
