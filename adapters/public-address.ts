/** Which addresses are out in the world: not this machine, not the network it stands in, not what only looks like another's. */
import { lookup } from 'node:dns'
import { BlockList, isIP, type LookupFunction } from 'node:net'

/** IANA's special-purpose registries, and multicast. */
const OWN = {
  ipv4: blocked('ipv4', [
    ['0.0.0.0', 8],
    ['10.0.0.0', 8],
    ['100.64.0.0', 10],
    ['127.0.0.0', 8],
    ['169.254.0.0', 16],
    ['172.16.0.0', 12],
    ['192.0.0.0', 24],
    ['192.0.2.0', 24],
    ['192.88.99.0', 24],
    ['192.168.0.0', 16],
    ['198.18.0.0', 15],
    ['198.51.100.0', 24],
    ['203.0.113.0', 24],
    ['224.0.0.0', 4],
    ['240.0.0.0', 4],
  ]),
  // Among them those that carry an IPv4 address in them (mapped, NAT64, Teredo, 6to4).
  ipv6: blocked('ipv6', [
    ['::', 96],
    ['::ffff:0:0', 96],
    ['::ffff:0:0:0', 96],
    ['64:ff9b::', 96],
    ['64:ff9b:1::', 48],
    ['100::', 64],
    ['2001::', 23],
    ['2001:db8::', 32],
    ['2002::', 16],
    ['3fff::', 20],
    ['5f00::', 16],
    ['fc00::', 7],
    ['fe80::', 10],
    ['fec0::', 10],
    ['ff00::', 8],
  ]),
}

function blocked(type: 'ipv4' | 'ipv6', subnets: [net: string, prefix: number][]): BlockList {
  const list = new BlockList()
  for (const [net, prefix] of subnets) list.addSubnet(net, prefix, type)
  return list
}

/** `address`: as a number, `192.0.2.1` or `2001:db8::1`. False for anything else. */
export function isPublicAddress(address: string): boolean {
  const family = isIP(address)
  if (family === 0) return false
  return family === 4 ? !OWN.ipv4.check(address, 'ipv4') : !OWN.ipv6.check(address.replace(/%.*$/, ''), 'ipv6')
}

/** A name led to an address that must not be asked. */
export class OwnAddress extends Error {
  override readonly name = 'OwnAddress'
}

/**
 * Looks a name up for a connection and refuses it if one of its addresses is not `allowed`; the connection goes to what was looked at,
 * so a name that answers differently the next time gains nothing. A number is not looked up: ask `allowed` first.
 */
export function guardedLookup(allowed: (address: string) => boolean): LookupFunction {
  return (name, options, done) => {
    lookup(name, { ...options, all: true }, (error, addresses) => {
      if (error) return done(error, [])
      if (!addresses.every(({ address }) => allowed(address))) return done(new OwnAddress(name), [])
      const [first] = addresses
      if (options.all) done(null, addresses)
      else done(null, first!.address, first!.family)
    })
  }
}
